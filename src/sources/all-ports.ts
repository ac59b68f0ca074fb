import type { PortRange } from '../inventory/inventory.js'

/** What rules for all protocols are for, whatever ports they name. */
export const ALL_PORTS: PortRange = { from: 0, to: 65_535 }
