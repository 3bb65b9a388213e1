import { Flag, Globe, Lock, Repeat2, Reply, UsersRound, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'

import { Badge } from '@/kit/Card'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import type { PostProps } from '@/kit/posts'
import { Time } from '@/kit/Time'

import type { Audience, Post } from './api'
import { History } from './History'
import { Images } from './Images'
import { LinkCard } from './LinkCard'
import { Linked } from './Linked'
import { Portrait } from './Portrait'
import { PostActions } from './PostActions'
import { QuotedPost } from './Quoted'
import css from './Social.module.css'
import { Video } from './Video'
import { postVideo } from './video-api'

const AUDIENCES: Record<Audience, LucideIcon> = {
  everyone: Globe,
  followers: UsersRound,
  list: UsersRound,
  me: Lock,
}

export interface PostViewProps extends PostProps {
  /** The post that the page is about, shown larger. */
  isMain?: boolean
  /** It stands among the replies to what it answers, so that needn't be said. */
  isInThread?: boolean
  /** Called once it is deleted, before it could be brought back. */
  onDeleted?: () => void
}

/** A post: who said it, for whom, what it says, and what can be done with it. */
export function PostView({ post, isMain, isInThread, onDeleted, onPassedOn }: PostViewProps) {
  const { t } = useTranslation('social')
  const [hasHistory, setHistory] = useState(false)
  const { author } = post
  const address = `/people/of/${author.id}/${post.id}`
  const Icon = AUDIENCES[post.shown_to]
  return (
    <article
      className={cx(css.post, isMain && css.main)}
      aria-label={t('post.by', { name: author.name })}
    >
      {post.reposted_by && (
        <p className={css.note}>
          <Repeat2 aria-hidden />
          <span dir="auto">{t('repost.by', { name: post.reposted_by.name })}</span>
        </p>
      )}
      <header className={css.head}>
        <Portrait of={author} />
        <div className={css.who}>
          <Link to={`/people/of/${author.id}`} className={css.name} dir="auto">
            {author.name}
          </Link>
          <span className={css.facts}>
            <span>@{author.handle}</span>
            <Link to={address} className={css.when}>
              <Time at={post.made_at} as={isMain ? 'dateTime' : 'relative'} />
            </Link>
            <span className={css.audience}>
              <Icon aria-hidden />
              {t(`post.for.${post.shown_to}`)}
            </span>
            {post.edited_at !== null && (
              <button
                type="button"
                className={css.edited}
                aria-label={t('post.history')}
                onClick={() => setHistory(true)}
              >
                {t('post.edited')}
              </button>
            )}
          </span>
        </div>
      </header>
      {post.is_reply && !isMain && !isInThread && (
        <p className={css.note}>
          <Reply aria-hidden />
          {t(post.parent === null ? 'post.parentGone' : 'post.isReply')}
        </p>
      )}
      {post.text !== '' && <PostText text={post.text} />}
      <Images post={post} />
      {post.video && <Video src={postVideo(author.id, post.video.id)} video={post.video} />}
      {post.link && <LinkCard post={post} link={post.link} />}
      {post.is_quote && <QuotedPost quoted={post.quoted} />}
      {post.marks.length > 0 && <Marks post={post} />}
      {post.is_calmed && <p className={css.note}>{t('post.calmed')}</p>}
      <PostActions post={post} address={address} onDeleted={onDeleted} onPassedOn={onPassedOn} />
      {hasHistory && <History post={post} onClose={() => setHistory(false)} />}
    </article>
  )
}

/** What stands at a post by a decision: labels for all, the rest for its author. */
function Marks({ post }: { post: Post }) {
  const { t } = useTranslation('social')
  return (
    <p className={css.marks}>
      {post.marks.map(({ kind, label }) => (
        <Badge key={`${kind}${label ?? ''}`} tone={label === null ? 'bad' : 'mark'} icon={Flag}>
          {label ?? t(`mark.${kind as 'hidden'}`)}
        </Badge>
      ))}
      {post.is_mine && <Link to="/people/standing">{t('mark.why')}</Link>}
    </p>
  )
}

/** The words of a post. They stay inside their lines, whichever way they run; addresses lead out and carry nothing. */
export function PostText({ text }: { text: string }) {
  return (
    <p className={css.text} dir="auto">
      <Linked text={text} />
    </p>
  )
}
