import { lazy, Suspense, type ReactNode } from 'react'

import { Highlight } from '@/kit/Highlight'

import css from './Timeline.module.css'

const Markdown = lazy(async () => ({ default: (await import('@/kit/Markdown')).Markdown }))

function marked(children: ReactNode, words: string): ReactNode {
  if (words === '') return children
  const list: readonly ReactNode[] = Array.isArray(children) ? children : [children]
  return list.map((child, index) =>
    typeof child === 'string' ? <Highlight key={index} text={child} words={words} /> : child,
  )
}

/** What the assistant answered, as it stood in the conversation: quotations as quotations, not as signs. */
export function Answer({ text, words = '' }: { text: string; words?: string }) {
  return (
    <Suspense fallback={<p className={css.text}>{text}</p>}>
      <Markdown
        className={css.answer}
        text={text}
        components={{
          p: ({ children }) => <p>{marked(children, words)}</p>,
          li: ({ children }) => <li>{marked(children, words)}</li>,
          strong: ({ children }) => <strong>{marked(children, words)}</strong>,
        }}
      />
    </Suspense>
  )
}

/** Whether an event's text is Markdown that the assistant wrote. */
export const isAnswer = (type: string) => type.startsWith('assistant.message.answered')
