import type { Host } from './host.js'

/** Whether stdout takes colour: the option, then FORCE_COLOR, NO_COLOR (https://no-color.org) and TERM, then the terminal. */
export function wantsColor(option: string | undefined, { environment, isTerminal }: Pick<Host, 'environment' | 'isTerminal'>): boolean {
  if (option === 'always') return true
  if (option === 'never') return false
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = environment
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (no !== undefined && no !== '') return false
  return isTerminal && terminal !== 'dumb'
}
