import { useTranslation } from '@/kit/i18n'

import type { VideoFacts } from './video-api'
import css from './Video.module.css'
import { clock } from './VoicePlayer'

interface VideoStillProps {
  /** Where the picture of the video is. */
  src: string
  video: VideoFacts
}

/** A picture of a video that is played elsewhere, with how long it lasts. */
export function VideoStill({ src, video }: VideoStillProps) {
  const { t } = useTranslation('social')
  const { alt, width, height, length_ms: lengthMs } = video
  return (
    <div className={css.stillWide}>
      <img
        src={src}
        alt={t('video.of', { alt: alt || t('video.unnamed') })}
        width={width}
        height={height}
        loading="lazy"
      />
      <span aria-hidden>{clock(lengthMs / 1000)}</span>
    </div>
  )
}
