const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`)/

/** Whether a text may hold maths: `$$…$$`, `\(…\)` or `\[…\]`. */
export function hasMath(text: string): boolean {
  return /\$\$|\\\(|\\\[/.test(text)
}

/** Whether a text holds a block of code in a named language. */
export function hasCode(text: string): boolean {
  return /(?:^|\n)\s*(?:```|~~~)[ \t]*\w/.test(text)
}

/** Language models write maths in `\(…\)` and `\[…\]`; the parser knows dollars. Code stays as it is. */
export function bracketsToDollars(text: string): string {
  if (!hasMath(text)) return text
  return text
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/\\\[([\s\S]+?)\\\]/g, (_, inner: string) => `\n$$\n${inner.trim()}\n$$\n`)
            .replace(/\\\((.+?)\\\)/g, (_, inner: string) => `$$${inner.trim()}$$`),
    )
    .join('')
}
