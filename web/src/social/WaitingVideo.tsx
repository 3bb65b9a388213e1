import { Captions, X } from 'lucide-react'
import { useRef } from 'react'

import { Button, IconButton } from '@/kit/Button'
import { Field, TextInput } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'
import { Notice } from '@/kit/Notice'
import { ProgressBar } from '@/kit/Progress'

import { MAX_ALT } from './api'
import type { useVideo } from './useVideo'
import { waitingPoster } from './video-api'
import css from './Video.module.css'
import { clock } from './VoicePlayer'

interface WaitingVideoProps {
  video: ReturnType<typeof useVideo>
}

/** The video of what is being written: on its way, being prepared, ready with a place for its description, or why not. */
export function WaitingVideo({ video }: WaitingVideoProps) {
  const { t } = useTranslation('social')
  const { sending, work, alt, describe, caption, remove } = video
  if (sending !== null)
    return (
      <Going
        label={t('video.sending')}
        percent={Math.round((100 * sending.sent) / Math.max(1, sending.total))}
        onRemove={remove}
      />
    )
  if (work === null) return null
  if (work.state === 'failed')
    return (
      <div className={css.failed}>
        <Notice tone="bad" role="alert" title={t('video.failed')}>
          {work.reason}
        </Notice>
        <IconButton icon={X} label={t('video.remove')} onClick={remove} />
      </div>
    )
  if (work.state !== 'ready')
    return <Going label={t('video.preparing')} percent={work.percent} onRemove={remove} />
  return (
    <div className={css.waiting} role="group" aria-label={t('video.one')}>
      <div className={css.still}>
        <img src={waitingPoster(work.id)} alt="" />
        <span>{clock((work.length_ms ?? 0) / 1000)}</span>
      </div>
      <div className={css.words}>
        <Field label={t('video.alt')} hint={t('compose.altHint')} isOptional>
          <TextInput
            value={alt}
            maxLength={MAX_ALT}
            dir="auto"
            onChange={({ target }) => describe(target.value)}
          />
        </Field>
        <CaptionsButton captions={work.captions} onChoose={caption} />
      </div>
      <IconButton icon={X} label={t('video.remove')} onClick={remove} />
    </div>
  )
}

interface CaptionsButtonProps {
  /** How many there are. */
  captions: number
  onChoose: (file: File) => void
}

/** Takes a file of captions; those who don't hear what is said read them. */
function CaptionsButton({ captions, onChoose }: CaptionsButtonProps) {
  const { t } = useTranslation('social')
  const files = useRef<HTMLInputElement>(null)
  return (
    <div className={css.captions}>
      <Button
        size="s"
        kind="quiet"
        icon={Captions}
        title={t('video.captionsHint')}
        onClick={() => files.current?.click()}
      >
        {t(captions === 0 ? 'video.addCaptions' : 'video.otherCaptions')}
      </Button>
      <span role="status">{captions > 0 && t('video.captionCount', { count: captions })}</span>
      <input
        ref={files}
        type="file"
        accept=".vtt,.srt,text/vtt"
        hidden
        aria-label={t('video.addCaptions')}
        onChange={({ target }) => {
          for (const file of target.files ?? []) onChoose(file)
          target.value = ''
        }}
      />
    </div>
  )
}

interface GoingProps {
  label: string
  percent: number
  onRemove: () => void
}

function Going({ label, percent, onRemove }: GoingProps) {
  const { t } = useTranslation('social')
  return (
    <div className={css.going}>
      <div className={css.bar}>
        <p className={css.goingWords}>
          <span role="status">{label}</span>
          {percent > 0 && <span>{t('video.percent', { percent })}</span>}
        </p>
        <ProgressBar label={label} isBare done={percent} total={percent > 0 ? 100 : null} />
      </div>
      <IconButton icon={X} label={t('video.remove')} onClick={onRemove} />
    </div>
  )
}
