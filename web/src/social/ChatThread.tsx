import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { ArrowLeft, Info, Timer } from 'lucide-react'
import { Fragment, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Link, useSearchParams } from 'react-router'

import { api, call } from '@/api/client'
import { usePerson } from '@/api/session'
import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { DocumentTitle } from '@/kit/Page'
import { Skeleton } from '@/kit/Progress'

import { ChatComposer } from './ChatComposer'
import { ChatDetails } from './ChatDetails'
import { whoTypes } from './chat-live'
import { Writing } from './ChatWriting'
import { MessageLine, OutgoingLine } from './ChatMessage'
import { outbox } from './chat-outbox'
import {
  chatQuery,
  chatsKey,
  marksQuery,
  membersQuery,
  messagesOf,
  namesOf,
  threadQuery,
  type Chat,
  type Message,
} from './chat-queries'
import { Face } from './Face'
import css from './Messages.module.css'
import { ThreadContext, useThread, type Aim } from './thread-context'

/** One conversation: what was said, what is on its way, and where the next message is written. */
export function ChatThread({ id }: { id: string }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
  const chat = useQuery(chatQuery(id))
  const thread = useInfiniteQuery(threadQuery(id))
  const messages = messagesOf(thread.data)
  const last = messages.at(-1)?.seq ?? 0
  useReading(id, last)
  const error = chat.error ?? thread.error
  const [aim, setAim] = useState<Aim>(null)
  const { shown, show } = useShowing(messages, thread)
  const members = useQuery({ ...membersQuery(id), enabled: chat.data?.kind === 'group' })
  const name = chat.data ? chat.data.name || t('messages.gone') : ''
  const value = useMemo(() => {
    const names = namesOf(thread.data)
    for (const member of members.data ?? []) names.set(member.id, member.name)
    if (chat.data?.other_id) names.set(chat.data.other_id, name)
    const nameOf = (who: string) =>
      who === me ? t('messages.you') : (names.get(who) ?? t('messages.gone'))
    const isAdmin = members.data?.some((each) => each.id === me && each.role === 'admin') ?? false
    return { chat: id, me, isAdmin, nameOf, setAim, show, shown }
  }, [id, me, t, thread.data, members.data, chat.data, name, show, shown])
  return (
    <ThreadContext value={value}>
      <div className={css.thread}>
        <DocumentTitle>{name || t('messages.title')}</DocumentTitle>
        <Head id={id} name={name} chat={chat.data} />
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
                  <Said name={name} messages={messages} isGroup={chat.data?.kind === 'group'} />
                )}
                <Writing messages={messages} />
                <Typing />
              </div>
            </div>
            <ChatComposer
              key={aim?.kind === 'edit' ? aim.message.seq : 'new'}
              aim={aim}
              isClosed={chat.data?.kind === 'direct' && chat.data.other_id === null}
            />
          </>
        )}
      </div>
    </ThreadContext>
  )
}

function Head({ id, name, chat }: { id: string; name: string; chat: Chat | undefined }) {
  const { t } = useTranslation('social')
  const [isLooking, setLooking] = useState(false)
  return (
    <header className={css.head}>
      <Link to="/messages" className={css.back} aria-label={t('messages.back')}>
        <ArrowLeft aria-hidden />
      </Link>
      {chat && <Face id={chat.other_id ?? id} name={name} />}
      <h1 dir="auto">{name}</h1>
      {typeof chat?.keep_days === 'number' && (
        <span className={css.keeps} title={t('messages.keepsHint', { count: chat.keep_days })}>
          <Timer aria-hidden />
          {t('messages.keeps', { count: chat.keep_days })}
        </span>
      )}
      {chat && (
        <>
          <IconButton icon={Info} label={t('messages.details')} onClick={() => setLooking(true)} />
          <ChatDetails chat={chat} isOpen={isLooking} onClose={() => setLooking(false)} />
        </>
      )}
    </header>
  )
}

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Brings a message into sight, by its number or by the address of the page; loads the pages before it. */
function useShowing(
  messages: readonly Message[],
  { hasNextPage, isFetchingNextPage, fetchNextPage }: Pages,
): { shown: number | null; show: (seq: number) => void } {
  const [parameters] = useSearchParams()
  const asked = Number(parameters.get('at')) || null
  const [wanted, setWanted] = useState<number | null>(asked)
  const [seen, setSeen] = useState(asked)
  if (asked !== seen) {
    setSeen(asked)
    setWanted(asked)
  }
  const first = messages[0]?.seq
  useEffect(() => {
    if (wanted === null || first === undefined) return
    if (first <= wanted || !hasNextPage)
      document.getElementById(`message-${wanted}`)?.scrollIntoView({ block: 'center' })
    else if (!isFetchingNextPage) void fetchNextPage()
  }, [wanted, first, hasNextPage, isFetchingNextPage, fetchNextPage])
  return { shown: wanted, show: setWanted }
}

interface SaidProps {
  name: string
  messages: Message[]
  isGroup: boolean
}

function Said({ name, messages, isGroup }: SaidProps) {
  const { t } = useTranslation('social')
  const format = useFormat()
  const { chat, me } = useThread()
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
          const isOther = before?.author_id !== message.author_id || before.is_ai !== message.is_ai
          return (
            <Fragment key={message.seq}>
              {isNewDay && (
                <li className={css.day}>
                  <span>{day}</span>
                </li>
              )}
              <MessageLine
                message={message}
                isNamed={isGroup || message.is_ai}
                isFirst={isNewDay || isOther}
              />
            </Fragment>
          )
        })}
        {waiting.map((message) => (
          <OutgoingLine key={message.id} message={message} />
        ))}
      </ol>
      <Seen messages={messages} isGroup={isGroup} />
    </div>
  )
}

/** Who has read what one said last, below it. */
function Seen({ messages, isGroup }: { messages: Message[]; isGroup: boolean }) {
  const { t } = useTranslation('social')
  const { chat, me } = useThread()
  const marks = useQuery(marksQuery(chat))
  const last = messages.at(-1)
  if (last?.author_id !== me || last.is_ai) return null
  const count = marks.data?.filter(({ seq }) => seq >= last.seq).length ?? 0
  if (count === 0) return null
  return (
    <p className={css.seen}>{isGroup ? t('messages.seenBy', { count }) : t('messages.seen')}</p>
  )
}

function Typing() {
  const { t } = useTranslation('social')
  const { chat, nameOf } = useThread()
  const people = useSyncExternalStore(whoTypes.subscribe, whoTypes.get).get(chat) ?? []
  const [first] = people
  if (first === undefined) return null
  return (
    <p className={css.typing} role="status">
      {people.length === 1
        ? t('messages.typing', { name: nameOf(first) })
        : t('messages.typingMany', { count: people.length })}
    </p>
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
