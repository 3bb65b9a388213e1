/** Code, where brackets mean something else, and markers such as [1] or [2]. */
const PARTS = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)|(?<!\\)\[(\d{1,3})\](?!\()/g

/** Turns the markers of known citations into links that the page draws as marks. */
export function linkCitations(text: string, numbers: ReadonlySet<number>): string {
  return text.replace(PARTS, (whole, code: string | undefined, number: string | undefined) => {
    if (code !== undefined || number === undefined || !numbers.has(Number(number))) return whole
    return `[${number}](#cite-${number})`
  })
}

/** Takes the markers of citations out of words without code, with the blanks before them. */
export function dropCitations(words: string): string {
  return words.replace(/[ \t]*\[\d{1,3}\]/g, '')
}

/** The number that a link stands for, if it is such a mark. */
export function citedNumber(href: string | undefined): number | null {
  const found = /^#cite-(\d{1,3})$/.exec(href ?? '')
  return found ? Number(found[1]) : null
}
