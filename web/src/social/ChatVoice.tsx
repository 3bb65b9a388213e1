import { voiceAddress } from './api'
import type { Voice } from './chat-queries'
import css from './Voice.module.css'
import { VoicePlayer } from './VoicePlayer'

interface ChatVoiceProps {
  author: string
  /** Who speaks. */
  name: string
  voice: Voice
}

/** The voice note of a message, with its words where its speaker gave them. */
export function ChatVoice({ author, name, voice }: ChatVoiceProps) {
  const { id, words, length_ms: lengthMs } = voice
  return (
    <>
      <VoicePlayer src={voiceAddress(author, id)} name={name} lengthMs={lengthMs} />
      {words !== '' && (
        <p className={css.words} dir="auto">
          {words}
        </p>
      )}
    </>
  )
}
