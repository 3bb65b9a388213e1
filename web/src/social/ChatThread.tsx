import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { ArrowLeft, Users } from 'lucide-react'
import { Fragment, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Link } from 'react-router'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { DocumentTitle } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'

import { ChatComposer } from './ChatComposer'
import { MessageLine, OutgoingLine } from './ChatMessage'
import { outbox } from './chat-outbox'
import {
  chatQuery,
  chatsKey,
  membersQuery,
  messagesOf,
  namesOf,
  threadQuery,
  type Message,
} from './chat-queries'
import { Face } from './Face'
import { GroupDialog } from './GroupDialog'
import css from './Messages.module.css'

/** One conversation: what was said, what is on its way, and where the next message is written. */
export function ChatThread({ id }: { id: string }) {
  const { t } = useTranslation('social')
  const chat = useQuery(chatQuery(id))
  const thread = useInfiniteQuery(threadQuery(id))
  const messages = messagesOf(thread.data)
  useReading(id, messages.at(-1)?.seq ?? 0)
  const error = chat.error ?? thread.error
  const isGroup = chat.data?.kind === 'group'
  const [isLooking, setLooking] = useState(false)
  const members = useQuery({ ...membersQuery(id), enabled: isGroup })
  const names = namesOf(thread.data)
  for (const member of members.data ?? []) names.set(member.id, member.name)
  const name = chat.data ? chat.data.name || t('messages.gone') : ''
  return (
    <div className={css.thread}>
      <DocumentTitle>{name || t('messages.title')}</DocumentTitle>
      <header className={css.head}>
        <Link to="/messages" className={css.back} aria-label={t('messages.back')}>
          <ArrowLeft aria-hidden />
        </Link>
        {chat.data && <Face id={chat.data.other_id ?? id} name={name} />}
        <h1 dir="auto">{name}</h1>
        {chat.data?.kind === 'group' && (
          <>
            <IconButton
              icon={Users}
              label={t('messages.members')}
              onClick={() => setLooking(true)}
            />
            <GroupDialog chat={chat.data} isOpen={isLooking} onClose={() => setLooking(false)} />
          </>
        )}
      </header>
      {error ? (
        <div className={css.error}>
          <ErrorNotice
            error={error}
            onRetry={() => void Promise.all([chat.refetch(), thread.refetch()])}
          />
          <ButtonLink to="/messages">{t('messages.back')}</ButtonLink>
        </div>
      ) : (
        <>
          <div className={css.viewport}>
            <div className={css.column}>
              {thread.hasNextPage && (
                <Button
                  kind="quiet"
                  isBusy={thread.isFetchingNextPage}
                  onClick={() => void thread.fetchNextPage()}
                >
                  {t('messages.earlier')}
                </Button>
              )}
              {thread.isPending ? (
                <Skeleton lines={5} />
              ) : (
                <Said chat={id} name={name} messages={messages} {...(isGroup && { names })} />
              )}
            </div>
          </div>
          <ChatComposer
            id={id}
            isClosed={chat.data?.kind === 'direct' && chat.data.other_id === null}
          />
        </>
      )}
    </div>
  )
}

interface SaidProps {
  chat: string
  name: string
  messages: Message[]
  /** Who speaks, in a group. */
  names?: ReadonlyMap<string, string>
}

function Said({ chat, name, messages, names }: SaidProps) {
  const { t } = useTranslation('social')
  const format = useFormat()
  const me = usePerson().id
  const all = useSyncExternalStore(outbox.subscribe, outbox.get)
  const known = new Set(messages.filter((each) => each.author_id === me).map((each) => each.id))
  const waiting = all.filter((each) => each.chat === chat && !known.has(each.id))
  if (messages.length === 0 && waiting.length === 0)
    return <p className={css.empty}>{t('messages.begin', { name })}</p>
  return (
    <div role="log" aria-label={t('messages.said')}>
      <ol role="list" className={css.said}>
        {messages.map((message, index) => {
          const day = format.day(message.sent_at)
          const before = messages[index - 1]
          const isNewDay = before === undefined || format.day(before.sent_at) !== day
          return (
            <Fragment key={message.seq}>
              {isNewDay && (
                <li className={css.day}>
                  <span>{day}</span>
                </li>
              )}
              <MessageLine
                message={message}
                isMine={message.author_id === me}
                author={
                  message.author_id === me
                    ? t('messages.you')
                    : names
                      ? (names.get(message.author_id) ?? t('messages.gone'))
                      : name
                }
                isNamed={names !== undefined && message.author_id !== me}
                isFirst={isNewDay || before.author_id !== message.author_id}
              />
            </Fragment>
          )
        })}
        {waiting.map((message) => (
          <OutgoingLine key={message.id} message={message} />
        ))}
      </ol>
    </div>
  )
}

/** Notes what was read, as long as somebody looks at the page. */
function useReading(chat: string, last: number): void {
  const client = useQueryClient()
  const noted = useRef(0)
  useEffect(() => {
    const note = () => {
      if (document.hidden || last <= noted.current) return
      noted.current = last
      void markRead(client, chat, last)
    }
    note()
    document.addEventListener('visibilitychange', note)
    return () => document.removeEventListener('visibilitychange', note)
  }, [client, chat, last])
}

async function markRead(client: QueryClient, chat: string, seq: number): Promise<void> {
  try {
    const path = { chat_id: chat }
    await call(api.PUT('/api/chats/{chat_id}/read', { params: { path }, body: { seq } }))
    await client.invalidateQueries({ queryKey: chatsKey })
  } catch {
    // The next message, or the next visit, notes it.
  }
}
