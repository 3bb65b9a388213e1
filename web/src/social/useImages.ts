import { useState } from 'react'

import { toastError } from '@/kit/toasts'

import type { ImagePlace, TakenImage } from './api'

/** A picture that waits to be sent, with its words so far. */
export interface Waiting extends TakenImage {
  alt: string
}

/** Keeps the pictures of what is being written. */
export function useImages(place: ImagePlace) {
  const [waiting, setWaiting] = useState<Waiting[]>([])
  const [isBusy, setBusy] = useState(false)

  async function add(files: File[]) {
    setBusy(true)
    try {
      for (const file of files.slice(0, place.most - waiting.length)) {
        const taken = await place.take(file)
        setWaiting((before) => [...before, { ...taken, alt: '' }])
      }
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }

  function remove(image: string) {
    setWaiting((before) => before.filter(({ id }) => id !== image))
    place.drop(image).catch(toastError)
  }

  function describe(image: string, alt: string) {
    setWaiting((before) => before.map((each) => (each.id === image ? { ...each, alt } : each)))
  }

  return { waiting, isBusy, add, remove, describe, clear: () => setWaiting([]) }
}
