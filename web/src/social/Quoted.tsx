import { Flag } from 'lucide-react'
import { Link } from 'react-router'

import { Badge } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Time } from '@/kit/Time'

import { imageAddress, type Quoted } from './api'
import css from './Social.module.css'
import { postVideo } from './video-api'
import { VideoStill } from './VideoStill'

/** A post inside the one that quotes it; where it can't be seen, a word that says so. */
export function QuotedPost({ quoted }: { quoted: Quoted | null }) {
  const { t } = useTranslation('social')
  if (quoted === null) return <p className={css.quoted}>{t('repost.unavailable')}</p>
  const { author, id, text, images, video, marks } = quoted
  const [first] = images
  return (
    <section className={css.quoted} aria-label={t('repost.quoted', { name: author.name })}>
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
      {first && (
        <img
          className={css.quotedImage}
          src={imageAddress(author.id, first.id)}
          alt={first.alt || t('image.unnamed')}
          width={first.width}
          height={first.height}
          loading="lazy"
        />
      )}
      {video && <VideoStill src={`${postVideo(author.id, video.id)}/poster`} video={video} />}
      {marks.length > 0 && (
        <p className={css.marks}>
          {marks.map(({ kind, label }) => (
            <Badge key={`${kind}${label ?? ''}`} tone="mark" icon={Flag}>
              {label ?? t(`mark.${kind as 'hidden'}`)}
            </Badge>
          ))}
        </p>
      )}
    </section>
  )
}
