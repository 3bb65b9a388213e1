import { Flag } from 'lucide-react'
import { Link } from 'react-router'

import { Badge } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Time } from '@/kit/Time'

import { imageAddress, type Quoted } from './api'
import { QuotedLink } from './LinkCard'
import css from './Social.module.css'
import { postVideo } from './video-api'
import { VideoStill } from './VideoStill'

/** A post inside the one that quotes it; where it can't be seen, a word that says so. */
export function QuotedPost({ quoted }: { quoted: Quoted | null }) {
  const { t } = useTranslation('social')
  if (quoted === null) return <p className={css.quoted}>{t('repost.unavailable')}</p>
  const { author, id, text, images, link, video, marks } = quoted
  return (
    <div role="group" className={css.quoted} aria-label={t('repost.quoted', { name: author.name })}>
      <p className={css.facts}>
        <Link to={`/people/of/${author.id}`} className={css.name} dir="auto">
          {author.name}
        </Link>
        <span>@{author.handle}</span>
        <Link to={`/people/of/${author.id}/${id}`} className={css.when}>
          <Time at={quoted.made_at} as="relative" />
        </Link>
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
      {link && <QuotedLink author={author.id} link={link} />}
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
