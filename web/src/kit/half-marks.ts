/** What begins a mark, and what may end it: code first, within which nothing else is a mark. */
const CODE = [
  ['``', '``'],
  ['`', '`'],
] as const
const MARKS = [
  ['**', '**'],
  ['*', '*'],
  ['__', '__'],
  ['_', '_'],
  ['~~', '~~'],
  ['[', ')'],
  ['[', '")'],
  ['[', '](x)'],
  ['[', '(x)'],
] as const

/** What only begins at the end: a number or a sign of a list or a table, a citation, a box, an address, any mark. */
const TAILS = [
  /(?<=^|\n)[ \t]*(?:\d{1,9}[.)]?|[ \t|:>#*+=~`-]+)$/,
  /!?\[(?:(?:\d{1,3}|[xX ])\]?)?$/,
  /<[^\s<>]*$/,
  /[*_~`\\![(]+$/,
]

/** A last line that would be one of a table, were there what stands beneath it. */
const ROW = /(?<=^|\n)[ \t]*\|[^\n]*$/

/** So many marks within one another are ended; more are no text, and each costs some readings. */
const DEEPEST = 6

/**
 * A text of Markdown that was cut, without halves of marks: what only begins at its end is taken off, what began
 * before is ended, where the parser then takes it for a mark.
 *
 * @param read Gives the words of a text without its marks.
 */
export function mendCut(text: string, read: (text: string) => string): string {
  let mended = takeOffTail(text)
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const end = findEnd(mended, read)
    if (end === undefined) break
    mended += end
  }
  return mended
}

function takeOffTail(text: string): string {
  let left = text.trimEnd()
  let before = ''
  while (before !== left) {
    before = left
    for (const tail of TAILS) left = left.replace(tail, '').trimEnd()
  }
  return left.replace(ROW, (row) => row.replaceAll('|', ' '))
}

/** What ends the innermost mark that is still open. */
function findEnd(text: string, read: (text: string) => string): string | undefined {
  const words = read(text)
  const innermostFirst = [...MARKS].sort(
    ([one], [other]) => words.lastIndexOf(other) - words.lastIndexOf(one),
  )
  const found = [...CODE, ...innermostFirst].find(
    ([begins, end]) => words.includes(begins) && isMark(words, read(text + end)),
  )
  return found?.[1]
}

/** Whether an end made a mark of what was words before; a star between letters is none. */
function isMark(before: string, after: string): boolean {
  if (after.length >= before.length) return false
  let at = 0
  while (before[at] === after[at]) at += 1
  return !/\w\*\w/.test(before.slice(Math.max(0, at - 1), at + 2))
}
