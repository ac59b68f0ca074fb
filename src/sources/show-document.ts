/** How messages name a document: AWS's as they are, the user's in quotes. */
export function showDocument(name: string): string {
  const short = name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name
  return /^(?:AWS|Amazon)[\w-]*$/.test(short) ? short : `"${short}"`
}
