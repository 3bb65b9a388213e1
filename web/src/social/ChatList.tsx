import { useInfiniteQuery } from '@tanstack/react-query'
import { MessagesSquare, SquarePen } from 'lucide-react'
import { NavLink } from 'react-router'

import { usePerson } from '@/api/session'
import { Button, IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { useFormat } from '@/kit/locale'
import { Time } from '@/kit/Time'

import { Face } from './Face'
import { chatsQuery, type Chat } from './chat-queries'
import css from './Messages.module.css'

/** The person's conversations, the one in which something was said last first. */
export function ChatList({ open, onNew }: { open: string | undefined; onNew: () => void }) {
  const { t } = useTranslation('social')
  const query = useInfiniteQuery(chatsQuery)
  const Heading = open === undefined ? 'h1' : 'h2'
  return (
    <div className={css.list}>
      <header className={css.listHead}>
        <Heading>{t('messages.title')}</Heading>
        <IconButton icon={SquarePen} label={t('messages.new')} onClick={onNew} />
      </header>
      <div className={css.scroll}>
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
      </div>
    </div>
  )
}

function ChatLink({ chat, isOpen }: { chat: Chat; isOpen: boolean }) {
  const { t } = useTranslation('social')
  const me = usePerson().id
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
        {chat.last_text === null
          ? t('messages.nothingYet')
          : chat.last_author_id === me
            ? t('messages.mine', { text: chat.last_text })
            : chat.last_text}
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
