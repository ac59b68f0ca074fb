import type { Message } from './rule.js'

type Data = Readonly<Record<string, string | number>>

/** Fills the placeholders of a message and its help; throws when the data and the placeholders are not the same set. */
export function fillMessage(ruleId: string, messageId: string, message: Message, data: Data): { message: string; help: string } {
  const used = new Set<string>()
  const fill = (template: string): string =>
    // One pass, so that braces in the user's text are not taken for placeholders.
    template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
      if (!Object.hasOwn(data, name)) throw new Error(`rule "${ruleId}" gives no "${name}" to its message "${messageId}"`)
      used.add(name)
      return String(data[name])
    })
  const filled = { message: fill(message.text), help: fill(message.help) }
  const extra = Object.keys(data).find((name) => !used.has(name))
  if (extra !== undefined) throw new Error(`rule "${ruleId}" gives "${extra}" to its message "${messageId}", which has no such placeholder`)
  return filled
}
