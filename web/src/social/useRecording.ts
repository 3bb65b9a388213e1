import { useCallback, useEffect, useRef, useState } from 'react'

import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import { dropVoice, takeVoice, type TakenVoice } from './api'
import { toWave } from './wave'

/** A note that goes on this long ends by itself: the server takes no longer one. */
export const MOST_S = 5 * 60

const TICK_MS = 250

/** A voice note that waits to be sent, with its words so far. */
export interface WaitingVoice extends TakenVoice {
  words: string
}

export type RecordingState = 'none' | 'asking' | 'recording' | 'taking'

/** Records a voice note, has the server write it anew, and keeps it until the message is sent. */
export function useRecording() {
  const { t } = useTranslation('social')
  const [state, setState] = useState<RecordingState>('none')
  const [seconds, setSeconds] = useState(0)
  const [waiting, setWaiting] = useState<WaitingVoice | null>(null)
  const recorder = useRef<MediaRecorder | null>(null)
  const isWanted = useRef(true)
  const isGone = useRef(false)

  const end = useCallback((isKept: boolean) => {
    isWanted.current = isKept
    if (recorder.current?.state === 'recording') recorder.current.stop()
  }, [])

  // Whoever goes elsewhere is no longer heard.
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      end(false)
    }
  }, [end])

  useEffect(() => {
    if (state !== 'recording') return undefined
    const began = Date.now()
    const timer = setInterval(() => {
      const heard = (Date.now() - began) / 1000
      setSeconds(heard)
      if (heard >= MOST_S) end(true)
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [state, end])

  async function take(recorded: Blob) {
    setState('taking')
    try {
      const taken = await takeVoice(await toWave(recorded))
      setWaiting({ ...taken, words: '' })
    } catch (error) {
      toastError(error)
    } finally {
      setState('none')
    }
  }

  async function begin() {
    setState('asking')
    setSeconds(0)
    try {
      const stream = await hear()
      if (isGone.current) {
        for (const track of stream.getTracks()) track.stop()
        return
      }
      const pieces: Blob[] = []
      const made = new MediaRecorder(stream)
      made.ondataavailable = ({ data }) => pieces.push(data)
      made.onstop = () => {
        for (const track of stream.getTracks()) track.stop()
        if (isWanted.current) void take(new Blob(pieces, { type: made.mimeType }))
        else setState('none')
      }
      isWanted.current = true
      recorder.current = made
      made.start()
      setState('recording')
    } catch (error) {
      setState('none')
      toast({ title: t(whyUnheard(error)), tone: 'bad' })
    }
  }

  function remove() {
    if (waiting) dropVoice(waiting.id).catch(toastError)
    setWaiting(null)
  }

  return {
    state,
    seconds,
    waiting,
    begin: () => void begin(),
    end,
    remove,
    say: (words: string) => setWaiting((before) => before && { ...before, words }),
    clear: () => setWaiting(null),
  }
}

/** Opens the microphone. Without HTTPS a browser gives none to a page from another machine. */
async function hear(): Promise<MediaStream> {
  if (!('mediaDevices' in navigator)) throw new DOMException('no devices', 'SecurityError')
  return navigator.mediaDevices.getUserMedia({ audio: true })
}

function whyUnheard(error: unknown) {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'voice.notAllowed'
  if (name === 'SecurityError') return 'voice.notSafe'
  return 'voice.noMicrophone'
}
