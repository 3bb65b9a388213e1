import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { usePerson } from '@/api/session'

import { stayLive } from './chat-live'
import { emptyOutbox } from './chat-outbox'

/** Keeps the app told of what others say while someone is signed in. Draws nothing. */
export default function ChatLive() {
  const client = useQueryClient()
  const { id } = usePerson()
  useEffect(() => {
    const stop = stayLive(client)
    return () => {
      stop()
      emptyOutbox()
    }
  }, [client, id])
  return null
}
