import type { Nodes } from 'mdast'
import { useMemo } from 'react'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

import { dropCitations } from './citations'

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
  return wordsIn(markdown.parse(text)).replace(/\s+/gu, ' ').trim()
}

/** What was said, on one line: an answer as plain words, what people write as it is. */
export function usePlainWords(text: string, isAnswer: boolean): string {
  return useMemo(() => (isAnswer ? plainWords(text) : text), [text, isAnswer])
}

function wordsIn(node: Nodes): string {
  if ('children' in node) return node.children.map(wordsIn).join(BLOCKS.has(node.type) ? '\n' : '')
  if (node.type === 'text') return dropCitations(node.value)
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
