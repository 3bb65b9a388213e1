import {
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query'
import { MessagesSquare, Settings2, SquarePen } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { NavLink } from 'react-router'

import { usePerson } from '@/api/session'
import { Button, IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { EmptyState } from '@/kit/EmptyState'
import { SearchField } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { usePlainWords } from '@/kit/plain-words'
import { Time } from '@/kit/Time'

import { chatsQuery, type Chat, type ChatPage } from './chat-queries'
import { Face } from './Face'
import { FoundMessages } from './FoundMessages'
import css from './Messages.module.css'
import { ShownDialog } from './ShownDialog'

/** The person's conversations, the one in which something was said last first. */
export function ChatList({ open, onNew }: { open: string | undefined; onNew: () => void }) {
  const { t } = useTranslation('social')
  const query = useInfiniteQuery(chatsQuery)
  const Heading = open === undefined ? 'h1' : 'h2'
  const [typed, setTyped] = useState('')
  const words = useDeferredValue(typed.trim())
  const [isShowing, setShowing] = useState(false)
  const hasChats = query.data?.pages.some((page) => page.chats.length > 0) ?? false
  return (
    <div className={css.list}>
      <header className={css.listHead}>
        <Heading>{t('messages.title')}</Heading>
        <span className={css.listDeeds}>
          <IconButton
            icon={Settings2}
            label={t('messages.shown')}
            onClick={() => setShowing(true)}
          />
          <IconButton icon={SquarePen} label={t('messages.new')} onClick={onNew} />
        </span>
        <ShownDialog isOpen={isShowing} onClose={() => setShowing(false)} />
      </header>
      <div className={css.scroll}>
        {hasChats && (
          <div className={css.search}>
            <SearchField label={t('messages.search')} value={typed} onChange={setTyped} />
          </div>
        )}
        {words !== '' ? (
          <FoundMessages words={words} />
        ) : (
          <List query={query} open={open} onNew={onNew} />
        )}
      </div>
    </div>
  )
}

interface ListProps {
  query: UseInfiniteQueryResult<InfiniteData<ChatPage>>
  open: string | undefined
  onNew: () => void
}

function List({ query, open, onNew }: ListProps) {
  const { t } = useTranslation('social')
  return (
    <>
      <Loaded
        query={query}
        isEmpty={({ pages }) => pages.every((page) => page.chats.length === 0)}
        empty={
          <EmptyState
            icon={MessagesSquare}
            title={t('messages.noneTitle')}
            actions={
              <Button kind="primary" onClick={onNew}>
                {t('messages.new')}
              </Button>
            }
          >
            {t('messages.none')}
          </EmptyState>
        }
      >
        {({ pages }) => (
          <ul role="list" className={css.chats} aria-label={t('messages.list')}>
            {pages
              .flatMap((page) => page.chats)
              .map((chat) => (
                <li key={chat.id}>
                  <ChatLink chat={chat} isOpen={chat.id === open} />
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      {query.hasNextPage && (
        <Button
          kind="quiet"
          isBusy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('messages.moreChats')}
        </Button>
      )}
    </>
  )
}

function ChatLink({ chat, isOpen }: { chat: Chat; isOpen: boolean }) {
  const { t } = useTranslation('social')
  const name = chat.name || t('messages.gone')
  const format = useFormat()
  const isToday = format.date(chat.last_at) === format.date(new Date())
  const isUnread = chat.unread > 0 && !isOpen
  return (
    <NavLink to={`/messages/${chat.id}`} className={cx(css.chat, isUnread && css.unread)}>
      <Face id={chat.other_id ?? chat.id} name={name} />
      <span className={css.chatName} dir="auto">
        {name}
      </span>
      <span className={css.chatTime}>
        {chat.last_text !== null && <Time at={chat.last_at} as={isToday ? 'time' : 'date'} />}
      </span>
      <span className={css.chatLast} dir="auto">
        <Last chat={chat} />
      </span>
      {isUnread && (
        <span className={css.count}>
          <span aria-hidden>{chat.unread > 99 ? '99+' : chat.unread}</span>
          <span className="visually-hidden">{t('messages.unread', { count: chat.unread })}</span>
        </span>
      )}
    </NavLink>
  )
}

/** What stands in a list for a message without words. */
function wordsFor(attached: string | null) {
  if (attached === 'picture') return 'messages.picture'
  if (attached === 'video') return 'video.one'
  return attached === 'voice' ? 'voice.note' : 'messages.something'
}

/** So many letters of what was said last the list is given at most. */
const MOST = 500

/** What was said last, and by whom where that isn't plain. */
function Last({ chat }: { chat: Chat }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
  const words = usePlainWords(chat.last_text ?? '', chat.is_last_ai, MOST)
  if (chat.last_text === null) return t('messages.nothingYet')
  const text = words || t(wordsFor(chat.last_attached))
  if (chat.is_last_ai) return t('messages.saidBy', { name: t('messages.ai'), text })
  return chat.last_author_id === me ? t('messages.mine', { text }) : text
}
