import { useCallback, useEffect, useRef } from 'react'

import { tellDeeds } from './api'

const TELL_EVERY_MS = 5000

/** Half of it in the window, or half of the window full of it. */
const SEEN = 0.5

interface Look {
  position: number
  since: number | null
  ms: number
  told: number
}

/**
 * Measures for how long each item of a run is looked at, and says so from time to time. Gives the ref of an item.
 *
 * Nothing is measured while the page stands in the background.
 */
export function useLooks(run: string): (element: HTMLElement | null) => (() => void) | undefined {
  const looks = useRef(new Map<number, Look>())
  const observer = useRef<IntersectionObserver>(undefined)

  useEffect(() => {
    const kept = looks.current
    const stop = (look: Look) => {
      if (look.since !== null) look.ms += performance.now() - look.since
      look.since = null
    }
    const tell = () => {
      const due = [...kept.values()].filter((look) => {
        if (look.since !== null) {
          look.ms += performance.now() - look.since
          look.since = performance.now()
        }
        return look.ms >= 1000 && look.ms >= look.told * 1.5
      })
      for (const look of due) look.told = look.ms
      tellDeeds(
        due.map(({ position, ms }) => ({
          run,
          position,
          action: 'dwell',
          seconds: Math.floor(ms / 1000),
        })),
      )
    }
    const onHide = () => {
      if (document.visibilityState !== 'hidden') return
      for (const look of kept.values()) stop(look)
      tell()
    }
    const timer = setInterval(tell, TELL_EVERY_MS)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onHide)
      for (const look of kept.values()) stop(look)
      tell()
      kept.clear()
      observer.current?.disconnect()
      observer.current = undefined
    }
  }, [run])

  return useCallback((element: HTMLElement | null) => {
    if (element === null) return
    observer.current ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const position = Number((entry.target as HTMLElement).dataset.position)
          const look = looks.current.get(position) ?? { position, since: null, ms: 0, told: 0 }
          looks.current.set(position, look)
          const isSeen = entry.intersectionRatio >= SEEN
          if (isSeen) look.since ??= performance.now()
          else if (look.since !== null) {
            look.ms += performance.now() - look.since
            look.since = null
          }
        }
      },
      { threshold: [0, SEEN] },
    )
    const watched = observer.current
    watched.observe(element)
    return () => watched.unobserve(element)
  }, [])
}
