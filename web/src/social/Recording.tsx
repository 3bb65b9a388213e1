import { Mic, Square, X } from 'lucide-react'

import { IconButton } from '@/kit/Button'
import { Field, TextInput } from '@/kit/Field'
import { useTranslation } from '@/kit/i18n'

import { MAX_ALT, voiceAddress } from './api'
import { MOST_S, type useRecording } from './useRecording'
import css from './Voice.module.css'
import { clock, VoicePlayer } from './VoicePlayer'

interface RecordingProps {
  recording: ReturnType<typeof useRecording>
}

/** Begins a voice note, and ends it. */
export function RecordButton({ recording }: RecordingProps) {
  const { t } = useTranslation('social')
  const { state, waiting, begin, end } = recording
  if (state === 'recording')
    return (
      <IconButton
        icon={Square}
        className={css.stop}
        label={t('voice.end')}
        onClick={() => end(true)}
      />
    )
  const isBusy = state !== 'none'
  return (
    <IconButton
      icon={Mic}
      label={t('voice.begin')}
      aria-busy={isBusy || undefined}
      disabled={state === 'taking' || waiting !== null}
      onClick={() => !isBusy && begin()}
    />
  )
}

/** The voice note of the message that is being written: as it is recorded, then to be heard before it is sent. */
export function Recorded({ recording }: RecordingProps) {
  const { t } = useTranslation('social')
  const { state, seconds, waiting, end, say, remove } = recording
  if (state === 'recording')
    return (
      <div className={css.recording}>
        <span className={css.dot} aria-hidden />
        <span role="status">{t('voice.recording')}</span>
        <span className={css.clock} role="timer">
          {t('voice.of', { at: clock(seconds), length: clock(MOST_S) })}
        </span>
        <IconButton icon={X} size="s" label={t('voice.giveUp')} onClick={() => end(false)} />
      </div>
    )
  if (state === 'taking')
    return (
      <p className={css.recording} role="status">
        {t('voice.taking')}
      </p>
    )
  if (waiting === null) return null
  return (
    <div className={css.waiting}>
      <VoicePlayer
        src={voiceAddress(waiting.author_id, waiting.id)}
        name={t('messages.you')}
        lengthMs={waiting.length_ms}
        isFocused
      />
      <IconButton icon={X} label={t('voice.remove')} onClick={remove} />
      <Field label={t('voice.words')} hint={t('voice.wordsHint')} isOptional>
        <TextInput
          value={waiting.words}
          maxLength={MAX_ALT}
          dir="auto"
          onChange={({ target }) => say(target.value)}
        />
      </Field>
    </div>
  )
}
