import { Flag } from 'lucide-react'
import { Link, type LinkProps } from 'react-router'

import { Badge } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Time } from '@/kit/Time'

import { imageAddress, type Quoted } from './api'
import { QuotedLink } from './LinkCard'
import css from './Social.module.css'
import { postVideo } from './video-api'
import { VideoStill } from './VideoStill'

interface QuotedPostProps {
  quoted: Quoted | null
  /** It stands where the quote is written: nothing of it leads away from there. */
  isPreview?: boolean
}

/** A post inside the one that quotes it; where it can't be seen, a word that says so. */
export function QuotedPost({ quoted, isPreview = false }: QuotedPostProps) {
  const { t } = useTranslation('social')
  if (quoted === null) return <p className={css.quoted}>{t('repost.unavailable')}</p>
  const { author, id, text, images, link, video, marks } = quoted
  const person = isPreview ? null : `/people/of/${author.id}`
  return (
    <div role="group" className={css.quoted} aria-label={t('repost.quoted', { name: author.name })}>
      <p className={css.facts}>
        <Lead to={person} className={css.name} dir="auto">
          {author.name}
        </Lead>
        <span>@{author.handle}</span>
        <Lead to={person && `${person}/${id}`} className={css.when}>
          <Time at={quoted.made_at} as="relative" />
        </Lead>
      </p>
      {text !== '' && (
        <p className={css.text} dir="auto">
          {text}
        </p>
      )}
      {images.length > 0 && (
        <ul role="list" className={css.quotedImages}>
          {images.map((image) => (
            <li key={image.id}>
              <img
                src={imageAddress(author.id, image.id)}
                alt={image.alt || t('image.unnamed')}
                width={image.width}
                height={image.height}
                loading="lazy"
              />
            </li>
          ))}
        </ul>
      )}
      {video && <VideoStill src={`${postVideo(author.id, video.id)}/poster`} video={video} />}
      {link?.is_waiting === false && (
        <QuotedLink author={author.id} link={link} isPreview={isPreview} />
      )}
      {marks.length > 0 && (
        <p className={css.marks}>
          {marks.map(({ kind, label }) => (
            <Badge key={`${kind}${label ?? ''}`} tone="mark" icon={Flag}>
              {label ?? t(`mark.${kind as 'hidden'}`)}
            </Badge>
          ))}
        </p>
      )}
    </div>
  )
}

/** Leads somewhere, or (null) stands there alone. */
function Lead({
  to,
  ...rest
}: Pick<LinkProps, 'className' | 'dir' | 'children'> & { to: string | null }) {
  return to === null ? <span {...rest} /> : <Link to={to} {...rest} />
}
