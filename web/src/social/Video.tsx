import { useState } from 'react'

import { useTranslation } from '@/kit/i18n'

import type { VideoFacts } from './video-api'
import css from './Video.module.css'

interface VideoProps {
  /** Where it is; its picture stands below that. */
  src: string
  video: VideoFacts
}

/** Plays a video when it is asked to: nothing of it is loaded before but its picture, and its place is kept free. */
export function Video({ src, video }: VideoProps) {
  const { t } = useTranslation('social')
  const [isBroken, setBroken] = useState(false)
  const { alt, width, height, has_captions: hasCaptions } = video
  if (isBroken)
    return (
      <p className={css.broken} role="status">
        {t('video.unplayable')}
      </p>
    )
  return (
    // eslint-disable-next-line jsx-a11y/media-has-caption -- it has them where its author gave them
    <video
      className={css.video}
      src={src}
      poster={`${src}/poster`}
      aria-label={alt || t('video.unnamed')}
      title={alt}
      width={width}
      height={height}
      controls
      playsInline
      preload="none"
      onError={() => setBroken(true)}
    >
      {hasCaptions && (
        <track kind="captions" src={`${src}/captions`} label={t('video.captions')} default />
      )}
    </video>
  )
}
