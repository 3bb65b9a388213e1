/** A piece of a text: plain words, or an address that leads out. */
export interface Piece {
  words: string
  to?: string
}

const ADDRESS = /https?:\/\/[^\s<>"'\u200b-\u200f]+/giu
const AFTER = /[.,;:!?)\]}»”’]+$/u

/** Finds the addresses in a text. What closes a sentence isn't part of one; one with a name or password in it is none. */
export function findLinks(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const written = match[0].replace(AFTER, '')
    const to = readAddress(written)
    if (to === null) continue
    if (match.index > end) pieces.push({ words: text.slice(end, match.index) })
    pieces.push({ words: written, to })
    end = match.index + written.length
  }
  if (end < text.length) pieces.push({ words: text.slice(end) })
  return pieces
}

/** The machine of the first address in a text, in letters that look like no other; null where there is none. */
export function firstHost(text: string): string | null {
  const first = findLinks(text).find((piece) => piece.to !== undefined)?.to
  return first === undefined ? null : new URL(first).hostname.replace(/^www\./, '')
}

function readAddress(written: string): string | null {
  if (!URL.canParse(written)) return null
  const url = new URL(written)
  return url.username || url.password ? null : url.href
}
