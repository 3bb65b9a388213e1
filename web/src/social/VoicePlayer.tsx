import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import css from './Voice.module.css'

/** What is heard now: one at a time. */
let heard: HTMLAudioElement | null = null

export interface VoicePlayerProps {
  src: string
  /** Who speaks. */
  name: string
  lengthMs: number
  /** It takes the keyboard once it is there. */
  isFocused?: boolean
}

/** Plays a voice note. Its place is a slider, moved by the arrow keys. */
export function VoicePlayer({ src, name, lengthMs, isFocused }: VoicePlayerProps) {
  const { t } = useTranslation('social')
  const audio = useRef<HTMLAudioElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const length = lengthMs / 1000

  useEffect(() => {
    const own = audio.current
    return () => own?.pause()
  }, [])

  useEffect(() => {
    if (isFocused) button.current?.focus()
  }, [isFocused])

  function toggle() {
    const own = audio.current
    if (own === null) return
    if (isPlaying) {
      own.pause()
      return
    }
    if (heard !== own) heard?.pause()
    heard = own
    own.play().catch(() => toast({ title: t('voice.unplayable'), tone: 'bad' }))
  }

  function move(to: number) {
    if (audio.current) audio.current.currentTime = to
    setAt(to)
  }

  return (
    <div className={css.player} role="group" aria-label={t('voice.by', { name })}>
      <button
        ref={button}
        type="button"
        className={css.play}
        aria-label={t(isPlaying ? 'voice.pause' : 'voice.play', { name })}
        onClick={toggle}
      >
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </button>
      <input
        type="range"
        className={css.place}
        aria-label={t('voice.place')}
        aria-valuetext={t('voice.of', { at: clock(at), length: clock(length) })}
        min={0}
        max={length}
        step={length > 30 ? 1 : 0.1}
        value={Math.min(at, length)}
        onChange={({ target }) => move(target.valueAsNumber)}
      />
      <span className={css.clock} aria-hidden>
        {clock(isPlaying || at > 0 ? at : length)}
      </span>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- its words, if there are any, stand beneath it */}
      <audio
        ref={audio}
        src={src}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onEnded={() => setAt(0)}
      />
    </div>
  )
}

/** Gives seconds as minutes and seconds: 1:07. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
