import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

import {
  dropVideo,
  setCaptions,
  takeVideo,
  videoLimitsQuery,
  videoWorkQuery,
  type VideoFacts,
  type VideoWork,
} from './video-api'

const MB = 1_000_000

interface Sending {
  sent: number
  total: number
  abort: AbortController
}

/**
 * Keeps the one video of what is being written: sent, drawn anew, ready.
 *
 * Which one it is outlives a walk to another page and back, and a reload; what isn't used goes after a day.
 *
 * @param place - What is being written, such as a conversation's id.
 */
export function useVideo(place: string) {
  const { t } = useTranslation('social')
  const queries = useQueryClient()
  const [sending, setSending] = useState<Sending | null>(null)
  const [id, setId] = useKept(`beknown.video.${place}`)
  const [alt, describe] = useState('')
  const asked = useQuery({ ...videoWorkQuery(id ?? ''), enabled: id !== null })
  const work: VideoWork | null = id === null ? null : (asked.data ?? null)
  const isThere = id !== null && !asked.isError

  /** Says why a file can't be taken, where that is known before it is sent. */
  async function findObstacle(file: File): Promise<string | null> {
    if (sending !== null || isThere) return t('video.oneOnly')
    const { missing, most_mb: max } = await queries.query(videoLimitsQuery)
    if (missing !== null) return missing
    if (file.size <= max * MB) return null
    return t('video.tooLarge', { size: Math.ceil(file.size / MB), max })
  }

  async function add(file: File) {
    const abort = new AbortController()
    try {
      const obstacle = await findObstacle(file)
      if (obstacle !== null) {
        toast({ title: obstacle, tone: 'bad' })
        return
      }
      setSending({ sent: 0, total: file.size, abort })
      const taken = await takeVideo(file, {
        signal: abort.signal,
        onProgress: (sent, total) => setSending({ sent, total, abort }),
      })
      describe('')
      setId(taken.id)
    } catch (error) {
      if (!abort.signal.aborted) toastError(error)
    } finally {
      setSending(null)
    }
  }

  function remove() {
    sending?.abort.abort()
    if (id !== null) dropVideo(id).catch(toastError)
    setId(null)
  }

  function caption(file: File) {
    if (id === null) return
    const { queryKey } = videoWorkQuery(id)
    setCaptions(id, file).then(
      (captions) => queries.setQueryData(queryKey, (now) => now && { ...now, captions }),
      toastError,
    )
  }

  const ready = asReady(work, alt)
  return {
    sending,
    work,
    alt,
    ready,
    /** Nothing stands in the way of sending what was written. */
    isSettled: sending === null && (!isThere || ready !== null),
    add,
    describe,
    caption,
    remove,
    clear: () => setId(null),
  }
}

function asReady(work: VideoWork | null, alt: string): VideoFacts | null {
  if (work?.state !== 'ready') return null
  const { id, width, height, length_ms: lengthMs, captions } = work
  return {
    id,
    alt,
    width: width ?? 0,
    height: height ?? 0,
    length_ms: lengthMs ?? 0,
    has_captions: captions > 0,
  }
}

/** A state of this tab that a reload doesn't take away. */
function useKept(key: string) {
  const [value, setValue] = useState(() => sessionStorage.getItem(key))
  function set(next: string | null) {
    if (next === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, next)
    setValue(next)
  }
  return [value, set] as const
}
