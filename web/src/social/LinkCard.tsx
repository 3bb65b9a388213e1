import { useQuery } from '@tanstack/react-query'
import { Globe, X } from 'lucide-react'
import { useEffect, useState } from 'react'

import { IconButton } from '@/kit/Button'
import { Checkbox } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import {
  linkPictureAddress,
  profileQuery,
  takeLinkAway,
  threadQuery,
  useReload,
  type LinkCard as Link,
  type Post,
} from './api'
import { firstHost } from './links'
import css from './Social.module.css'

const ASK_AGAIN_MS = 1500
const MOST_ASKED = 20
const AWAITED_MS = 60_000

interface LinkProps {
  post: Post
  link: Link
}

/** The page that a post links to, in its own words. Nothing of it comes from its machine to the reader. */
export function LinkCard({ post, link }: LinkProps) {
  const { t } = useTranslation('social')
  const reload = useReload()
  if (link.is_waiting) return <Awaited post={post} link={link} />
  const { url, host, title, about } = link
  function remove() {
    takeLinkAway(post)
      .then(reload)
      .then(() => toast({ title: t('link.taken') }), toastError)
  }
  return (
    <div className={css.link}>
      <a href={url} target="_blank" rel="noopener noreferrer nofollow ugc">
        {link.has_picture && (
          <span className={css.linkPicture}>
            <img src={linkPictureAddress(post.author.id, link.id)} alt="" loading="lazy" />
          </span>
        )}
        <span className={css.linkWords}>
          <span className={css.linkTitle} dir="auto">
            {title}
          </span>
          {about !== '' && (
            <span className={css.linkAbout} dir="auto">
              {about}
            </span>
          )}
          <span className={css.note} dir="ltr">
            <Globe aria-hidden />
            {host}
          </span>
        </span>
      </a>
      {post.is_mine && (
        <IconButton size="s" icon={X} label={t('link.takeAway', { host })} onClick={remove} />
      )}
    </div>
  )
}

interface QuotedLinkProps {
  author: string
  link: Link
  /** It leads nowhere yet. */
  isPreview: boolean
}

/** The page that a quoted post links to, in one line. */
export function QuotedLink({ author, link, isPreview }: QuotedLinkProps) {
  const { url, host, title } = link
  const words = (
    <>
      {link.has_picture && <img src={linkPictureAddress(author, link.id)} alt="" loading="lazy" />}
      <span className={css.linkWords}>
        <span className={css.linkTitle} dir="auto">
          {title}
        </span>
        <span className={css.note} dir="ltr">
          <Globe aria-hidden />
          {host}
        </span>
      </span>
    </>
  )
  if (isPreview) return <span className={css.quotedLink}>{words}</span>
  return (
    <a className={css.quotedLink} href={url} target="_blank" rel="noopener noreferrer nofollow ugc">
      {words}
    </a>
  )
}

/** A page that the server is asking now: its author is told, and sees the card once it is there. */
function Awaited({ post, link }: LinkProps) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [now] = useState(Date.now)
  const isFresh = now - Date.parse(post.edited_at ?? post.made_at) < AWAITED_MS
  const { data } = useQuery({
    ...threadQuery(post.author.id, post.id),
    enabled: isFresh,
    refetchInterval: ({ state }) =>
      state.data?.post.link?.is_waiting !== false && state.dataUpdateCount < MOST_ASKED
        ? ASK_AGAIN_MS
        : false,
  })
  const isRead = data !== undefined && data.post.link?.is_waiting !== true
  useEffect(() => {
    if (isRead) void reload()
  }, [isRead, reload])
  if (!isFresh) return null
  return (
    <p className={css.note} role="status">
      <Globe aria-hidden />
      {t('link.waits', { host: link.host })}
    </p>
  )
}

interface LinkChoiceProps {
  text: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** Whether a card of the page shall stand beneath a post, where its text names one and such pages are asked here. */
export function LinkChoice({ text, isOn, onChange }: LinkChoiceProps) {
  const { t } = useTranslation('social')
  const { data } = useQuery(profileQuery)
  const host = firstHost(text)
  if (host === null || !data?.has_previews) return null
  return (
    <Checkbox
      label={t('link.choose', { host })}
      checked={isOn}
      onChange={({ target }) => onChange(target.checked)}
    />
  )
}
