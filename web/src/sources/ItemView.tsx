import { Bookmark, BookmarkCheck, Headphones } from 'lucide-react'
import { Suspense, use } from 'react'

import { IconButton } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import type { OutletItemProps } from '@/kit/outlets'
import { Passing } from '@/kit/passing'
import { Time } from '@/kit/Time'
import { toastError } from '@/kit/toasts'

import css from './Item.module.css'
import { keep, useReload, type Item } from './followed'

/** Something that was published elsewhere: its words, and the way there. Nothing of it acts in this page. */
export function ItemView({ item, onKept, onPassedOn }: OutletItemProps) {
  const { t } = useTranslation('sources')
  const reload = useReload()
  const { source, title, text, link, author, language, media_url: media } = item
  const name = title === '' ? t('published.by', { source }) : title
  const language_ = language === null ? {} : { lang: language }
  return (
    <article className={css.item} aria-label={name}>
      <header className={css.facts}>
        <b dir="auto">{source}</b>
        {author !== '' && author !== source && <span dir="auto">{author}</span>}
        <Time at={item.published_at} as="relative" />
      </header>
      {title !== '' && (
        <h2 className={css.title} dir="auto" {...language_}>
          {link === '' ? title : <Out to={link}>{title}</Out>}
        </h2>
      )}
      {text !== '' && (
        <p className={css.text} dir="auto" {...language_}>
          {text}
        </p>
      )}
      <footer className={css.deeds}>
        {title === '' && link !== '' && <Out to={link}>{t('published.open')}</Out>}
        {media !== null && <Media item={item} url={media} />}
        <span className={css.space} />
        <PassOn item={item} name={name} onDone={onPassedOn} />
        <IconButton
          size="s"
          icon={item.is_kept ? BookmarkCheck : Bookmark}
          label={t(item.is_kept ? 'published.drop' : 'published.keep', { name })}
          aria-pressed={item.is_kept}
          onClick={() => void keep(item, !item.is_kept).then(reload).then(onKept).catch(toastError)}
        />
      </footer>
    </article>
  )
}

/** Sends the way there to a conversation; what has none can't be passed on. */
function PassOn({
  item,
  name,
  onDone,
}: {
  item: Item
  name: string
  onDone?: (() => void) | undefined
}) {
  const to = item.link === '' ? item.media_url : item.link
  const parts = use(Passing)
  if (to === null) return null
  const text = item.title === '' ? to : `${item.title}\n${to}`
  return (
    <Suspense>
      {parts.map((Button, index) => (
        <Button key={index} text={text} name={name} onDone={onDone} />
      ))}
    </Suspense>
  )
}

/** A way out of the house that carries nothing along. */
function Out({ to, children }: { to: string; children: string }) {
  return (
    <a href={to} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

function Media({ item, url }: { item: Item; url: string }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const minutes = item.media_s === null ? null : Math.max(1, Math.round(item.media_s / 60))
  return (
    <a className={css.media} href={url} target="_blank" rel="noopener noreferrer nofollow">
      <Headphones aria-hidden />
      {minutes === null
        ? t('published.hear')
        : t('published.hearFor', { count: minutes, shown: format.number(minutes) })}
    </a>
  )
}
