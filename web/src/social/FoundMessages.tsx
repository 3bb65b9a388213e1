import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'

import { usePerson } from '@/api/session'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { usePlainWords } from '@/kit/plain-words'
import { Time } from '@/kit/Time'

import { chatsQuery, foundQuery, type Message } from './chat-queries'
import css from './Messages.module.css'

/** Messages that hold some words, each leading to its place. */
export function FoundMessages({ words }: { words: string }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
  const found = useQuery(foundQuery(words))
  const { data } = useInfiniteQuery(chatsQuery)
  const chats = new Map(
    (data?.pages ?? []).flatMap((page) => page.chats.map(({ id, name }) => [id, name] as const)),
  )
  return (
    <Loaded
      query={found}
      isEmpty={({ messages }) => messages.length === 0}
      empty={<p className={css.empty}>{t('messages.foundNone')}</p>}
    >
      {({ messages, people }) => (
        <ul role="list" className={css.chats} aria-label={t('messages.found')}>
          {messages.map((message) => {
            const author = message.is_ai
              ? t('messages.ai')
              : message.author_id === me
                ? t('messages.you')
                : (people.find(({ id }) => id === message.author_id)?.name ?? t('messages.gone'))
            return (
              <li key={`${message.chat_id} ${message.seq}`}>
                <Found message={message} chat={chats.get(message.chat_id)} author={author} />
              </li>
            )
          })}
        </ul>
      )}
    </Loaded>
  )
}

interface FoundProps {
  message: Message
  /** What the conversation is called, where that is known. */
  chat: string | undefined
  author: string
}

function Found({ message, chat, author }: FoundProps) {
  const { t } = useTranslation('social')
  const text = usePlainWords(message.text, message.is_ai)
  return (
    <Link to={`/messages/${message.chat_id}?at=${message.seq}`} className={css.foundLine}>
      <span className={css.chatName} dir="auto">
        {chat ?? author}
      </span>
      <span className={css.chatTime}>
        <Time at={message.sent_at} as="date" />
      </span>
      <span className={css.foundText} dir="auto">
        {t('messages.saidBy', { name: author, text })}
      </span>
    </Link>
  )
}
