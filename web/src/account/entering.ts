import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'

import { setCsrfToken } from '@/api/client'
import { forgetSession, sessionQuery, type Session } from '@/api/session'

/** The fewest characters of a password; the server asks the same. */
export const PASSWORD_MIN = 10

/** The address to go on to after signing in: only one of our own pages. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/') || next.startsWith('//') || next.includes('\\'))
    return '/'
  return next
}

/** Begins a new session in this tab and goes on to where the person wanted to. */
export function useEnter(): (session: Session, to?: string) => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return async (session, to) => {
    // What an earlier person loaded in this tab must not be seen by the next one.
    forgetSession(queries)
    setCsrfToken(session.csrf_token)
    queries.setQueryData(sessionQuery.queryKey, session)
    await navigate(to ?? safeNext(search.get('next')), { replace: true })
  }
}
