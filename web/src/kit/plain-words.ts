import type { Nodes } from 'mdast'
import { useMemo } from 'react'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

import { dropCitations } from './citations'
import { mendCut } from './half-marks'

const markdown = unified().use(remarkParse).use(remarkGfm)

/** What stands beneath one another, so that words of one must not run into those of the next. */
const BLOCKS = new Set<Nodes['type']>([
  'root',
  'blockquote',
  'list',
  'listItem',
  'table',
  'tableRow',
])

/** What an answer says, on one line: without marks of Markdown and of citations. */
export function plainWords(text: string): string {
  return onOneLine(text, dropCitations)
}

/** What an answer says that was cut somewhere, on one line: no half of a mark shows. */
export function plainWordsOfCut(text: string): string {
  return plainWords(mendCut(text, (part) => onOneLine(part, (words) => words)))
}

/**
 * What was said, on one line: an answer as plain words, what people write as it is.
 *
 * @param most So many letters of it are given at most: as many were cut. Without it none is.
 */
export function usePlainWords(text: string, isAnswer: boolean, most = Infinity): string {
  return useMemo(() => {
    if (!isAnswer) return text
    return isCut(text, most) ? plainWordsOfCut(text) : plainWords(text)
  }, [text, isAnswer, most])
}

/** Letters are counted as the database does: one of two halves is one. */
function isCut(text: string, most: number): boolean {
  return text.length >= most && Array.from(text).length >= most
}

type Tidy = (words: string) => string

function onOneLine(text: string, tidy: Tidy): string {
  return wordsIn(markdown.parse(text), tidy).replace(/\s+/gu, ' ').trim()
}

function wordsIn(node: Nodes, tidy: Tidy): string {
  if ('children' in node) {
    const parts = node.children.map((child) => wordsIn(child, tidy))
    return parts.join(BLOCKS.has(node.type) ? '\n' : '')
  }
  if (node.type === 'text') return tidy(node.value)
  if ('value' in node) return node.value
  if (node.type === 'break') return '\n'
  return 'alt' in node ? (node.alt ?? '') : ''
}

const LENGTH = 160

/** The part of a text around the first place that holds some words, with dots where it is cut. */
export function around(text: string, words: string): string {
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  const from = at * 3 < LENGTH ? 0 : at - Math.floor(LENGTH / 3)
  const part = text.slice(from, from + LENGTH)
  return `${from > 0 ? '…' : ''}${part}${from + LENGTH < text.length ? '…' : ''}`
}
