import { useInfiniteQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useParams } from 'react-router'

import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { DocumentTitle } from '@/kit/Page'

import { away } from './chat-live'
import { chatsQuery } from './chat-queries'
import { ChatList } from './ChatList'
import { ChatThread } from './ChatThread'
import css from './Messages.module.css'
import { NewChat } from './NewChat'

/** Conversations with people: the list, and the one that is open beside it (on a phone: instead of it). */
export default function MessagesPage() {
  const { t } = useTranslation('social')
  const { id } = useParams()
  const [isChoosing, setChoosing] = useState(false)
  const isAway = useSyncExternalStore(away.subscribe, away.get)
  const { data } = useInfiniteQuery(chatsQuery)
  const hasChats = data?.pages.some((page) => page.chats.length > 0) ?? false
  const begin = () => setChoosing(true)
  return (
    <div className={css.frame}>
      <div className={cx(css.page, id !== undefined && css.isOpen)}>
        {id === undefined && <DocumentTitle>{t('messages.title')}</DocumentTitle>}
        <ChatList open={id} onNew={begin} />
        <section className={css.pane} aria-label={t('messages.thread')}>
          {isAway && (
            <Notice className={css.away} tone="warn" role="status">
              {t('messages.away')}
            </Notice>
          )}
          {id === undefined ? (
            <div className={css.choice}>
              {hasChats && (
                <EmptyState
                  icon={MessagesSquare}
                  title={t('messages.chooseTitle')}
                  actions={<Button onClick={begin}>{t('messages.new')}</Button>}
                >
                  {t('messages.choose')}
                </EmptyState>
              )}
            </div>
          ) : (
            <ChatThread key={id} id={id} />
          )}
        </section>
        <NewChat isOpen={isChoosing} onClose={() => setChoosing(false)} />
      </div>
    </div>
  )
}
