import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'

import { useFormat } from '@/kit/locale'

import type { Filters, TimelineEvent } from './api'
import { startOfDay } from './days'

type Named = 'source' | 'type' | 'from' | 'to' | 'event'

export interface Chosen {
  words: string
  setWords: (words: string) => void
  source: string
  type: string
  from: string
  to: string
  speaker: string
  setSpeaker: (name: string) => void
  thread: { source: string; key: string; title: string | null } | null
  setThread: (event: TimelineEvent | null) => void
  /** The event that is open. */
  event: string
  set: (name: Named, value: string) => void
  clear: () => void
  /** How many filters are on. */
  count: number
  /** What the server is asked for. */
  filters: Filters
}

/** What the timeline is filtered by. Ids and days stand in the address; words and names never do. */
export function useFilters(): Chosen {
  const [params, setParams] = useSearchParams()
  const [words, setWords] = useState('')
  const [speaker, setSpeaker] = useState('')
  const [thread, setThread] = useState<Chosen['thread']>(null)
  const { timeZone } = useFormat()
  const asked = useDeferredValue(words)
  const get = (name: Named) => params.get(name) ?? ''
  const [source, type, from, to] = [get('source'), get('type'), get('from'), get('to')]

  const filters = useMemo<Filters>(() => {
    const sources = thread ? [thread.source] : source ? [source] : null
    return {
      words: asked,
      sources,
      types: type ? [type] : null,
      speaker: speaker || null,
      thread: thread?.key ?? null,
      from_at: from ? startOfDay(from, timeZone) : null,
      to_at: to ? startOfDay(to, timeZone, 1) : null,
    }
  }, [asked, source, type, from, to, speaker, thread, timeZone])

  return {
    words,
    setWords,
    source,
    type,
    from,
    to,
    speaker,
    setSpeaker,
    thread,
    setThread: (event) =>
      setThread(
        typeof event?.thread !== 'string'
          ? null
          : { source: event.source_id, key: event.thread, title: event.thread_title },
      ),
    event: get('event'),
    set: (name, value) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          if (value) after.set(name, value)
          else after.delete(name)
          return after
        },
        { replace: name !== 'event', preventScrollReset: true },
      ),
    clear: () => {
      setParams({}, { replace: true })
      setSpeaker('')
      setThread(null)
    },
    count: [source, type, from, to, speaker, thread].filter(Boolean).length,
    filters,
  }
}
