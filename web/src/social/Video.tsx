import { RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState, type CSSProperties } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { useNear } from '@/kit/useNear'

import type { VideoFacts } from './video-api'
import css from './Video.module.css'

/** As high as a video may stand. */
const MOST_REM = 32

interface VideoProps {
  /** Where it is; its picture and its captions stand below that. */
  src: string
  video: VideoFacts
}

/**
 * The video of a post or a message. Its place is kept free; before it is played nothing of it is loaded but its picture,
 * and that once it comes near what is seen.
 */
export function Video({ src, video }: VideoProps) {
  const { alt, width, height, has_captions: hasCaptions } = video
  return (
    <Player
      src={src}
      alt={alt}
      poster={`${src}/poster`}
      captions={hasCaptions ? `${src}/captions` : null}
      size={{ width, height }}
    />
  )
}

/** In pixels. */
interface Size {
  width: number
  height: number
}

interface PlayerProps {
  src: string
  /** Words that stand for it; empty where its author gave none. */
  alt: string
  captions: string | null
  poster?: string
  /** So that its place is kept free. Without it and without a picture a little is loaded to know it. */
  size?: Size
}

/** Plays a video when it is asked to. One that failed says so, and is loaded anew when that is asked for. */
export function Player({ src, alt, captions, poster, size }: PlayerProps) {
  const { t } = useTranslation('social')
  const box = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  const [isBroken, setBroken] = useState(false)
  const [isAgain, setAgain] = useState(false)
  const isNear = useNear(box)

  function turn(toBroken: boolean) {
    hadFocus.current = box.current?.contains(document.activeElement) ?? false
    setBroken(toBroken)
    setAgain(true)
  }

  useEffect(() => {
    // What had the focus is gone: what stands in its place takes it.
    if (hadFocus.current) box.current?.querySelector<HTMLElement>('button, video')?.focus()
    hadFocus.current = false
  }, [isBroken])

  return (
    <div ref={box}>
      <div role="status">
        {isBroken && (
          <div className={css.broken}>
            <p>{t('video.unplayable')}</p>
            <Button size="s" icon={RotateCcw} onClick={() => turn(false)}>
              {t('video.again')}
            </Button>
          </div>
        )}
      </div>
      {!isBroken && (
        // eslint-disable-next-line jsx-a11y/media-has-caption -- it has them where its author gave them
        <video
          className={css.video}
          src={src}
          poster={isNear ? poster : undefined}
          aria-label={alt || t('video.unnamed')}
          title={alt}
          style={size && place(size)}
          controls
          playsInline
          preload={(size ?? poster) && !isAgain ? 'none' : 'metadata'}
          onError={() => turn(true)}
        >
          {captions !== null && (
            <track kind="captions" src={captions} label={t('video.captions')} default />
          )}
        </video>
      )}
    </div>
  )
}

/** As large as it is, and no higher than fits. Its own size, and that of its picture, change nothing of it. */
function place({ width, height }: Size): CSSProperties {
  return {
    aspectRatio: `${width} / ${height}`,
    inlineSize: `min(${width}px, ${(MOST_REM * width) / height}rem)`,
  }
}
