import { useQuery } from '@tanstack/react-query'
import { MessageSquareOff } from 'lucide-react'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'

import { asProblem } from '@/api/problem'
import { Button, ButtonLink } from '@/kit/Button'
import { EmptyState } from '@/kit/EmptyState'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import { getReplies, threadQuery, type Post, type Thread } from './api'
import { Composer } from './Composer'
import { PostView } from './PostView'
import css from './Social.module.css'
import { SocialPage } from './SocialPage'

/** A post with what it answers and what answers it. */
export default function PostPage() {
  const { t } = useTranslation('social')
  const { author = '', post = '' } = useParams()
  const thread = useQuery(threadQuery(author, post))
  const isGone = thread.error !== null && asProblem(thread.error).status === 404
  return (
    <SocialPage title={t('post.title')} isBare>
      {isGone ? (
        <EmptyState
          icon={MessageSquareOff}
          title={t('post.goneTitle')}
          actions={<ButtonLink to="/people">{t('post.back')}</ButtonLink>}
        >
          {t('post.goneWords')}
        </EmptyState>
      ) : (
        <Loaded query={thread}>
          {(found) => <Shown key={`${found.post.id}${found.replies.length}`} thread={found} />}
        </Loaded>
      )}
    </SocialPage>
  )
}

function Shown({ thread }: { thread: Thread }) {
  const { t } = useTranslation('social')
  const navigate = useNavigate()
  const { post, parent } = thread
  return (
    <>
      {post.is_reply && (
        <section className={css.parent} aria-label={t('post.answers')}>
          {parent ? <PostView post={parent} /> : <p className={css.note}>{t('post.parentGone')}</p>}
        </section>
      )}
      <PostView post={post} isMain onDeleted={() => void navigate('/people')} />
      <Composer parent={post} />
      <Replies thread={thread} />
    </>
  )
}

function Replies({ thread }: { thread: Thread }) {
  const { t } = useTranslation('social')
  const [more, setMore] = useState<Post[]>([])
  const [next, setNext] = useState(thread.next)
  const replies = [...thread.replies, ...more]

  async function load(after: string) {
    const page = await getReplies(thread.post, after)
    setMore((before) => [...before, ...page.posts])
    setNext(page.next)
  }

  return (
    <section className={css.replies} aria-label={t('post.thread')}>
      <h2>{t('post.thread')}</h2>
      {replies.length === 0 && <p className={css.note}>{t('post.noReplies')}</p>}
      {replies.map((reply) => (
        <PostView key={reply.id} post={reply} isInThread />
      ))}
      {next !== null && (
        <Button kind="quiet" onClick={() => void load(next).catch(toastError)}>
          {t('post.moreReplies')}
        </Button>
      )}
    </section>
  )
}
