/** Colours and weights, or none of them. */
export interface Style {
  dim(text: string): string
  bold(text: string): string
  red(text: string): string
  yellow(text: string): string
  blue(text: string): string
  green(text: string): string
}

// node:util's styleText is no choice: from Node 22 on it looks at the terminal by itself.
export function styleWith(color: boolean): Style {
  const wrap = (open: number, close: number) => (text: string) => (color ? `\u001b[${open}m${text}\u001b[${close}m` : text)
  return { dim: wrap(2, 22), bold: wrap(1, 22), red: wrap(31, 39), yellow: wrap(33, 39), blue: wrap(34, 39), green: wrap(32, 39) }
}
