import type { Observer } from '../linter/observer.js'
import { sanitise } from '../linter/sanitise.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'

export interface CommandObserver extends Observer {
  /** Says on stderr how long everything took, when that is asked for. */
  finish(): void
}

/** Follows --timing and --debug. */
export function observerFor(options: Arguments, host: Host): CommandObserver {
  const isTimed = options.has('timing')
  const times = new Map<string, number>()
  return {
    start: (kind, name) => {
      if (!isTimed) return () => {}
      const began = host.now()
      const label = kind === 'rule' ? `rule ${name}` : name
      return () => void times.set(label, (times.get(label) ?? 0) + host.now() - began)
    },
    note: (path, what) => {
      if (options.has('debug')) host.notify(sanitise(`debug: ${path}: ${what}`))
    },
    finish: () => {
      const width = Math.max(...Array.from(times.keys(), (label) => label.length))
      for (const [label, time] of times) host.notify(`timing: ${label.padEnd(width)} ${time.toFixed(1).padStart(9)} ms`)
    },
  }
}
