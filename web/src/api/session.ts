import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'

import { api, call, setCsrfToken } from './client'
import { Problem } from './problem'

/** Who is signed in here, or null. Also keeps the CSRF token for the client. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => {
    const session = await call(api.GET('/api/session', { signal }))
    setCsrfToken(session?.csrf_token)
    return session
  },
})

export type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>
export type Person = Session['person']

/** The session as far as it is known: undefined while loading, null when signed out. */
export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data
}

const PersonContext = createContext<Person | null>(null)

/** Gives the person to all that is shown to them; set by the frame of the signed-in pages. */
export const PersonProvider = PersonContext.Provider

/** The person who is signed in. Only for pages inside the shell. */
export function usePerson(): Person {
  const person = use(PersonContext)
  if (!person) throw new Problem({ status: 401, title: 'Signed out' })
  return person
}

/** Ends what this tab knows of a session: nothing that was loaded in it stays. */
export function forgetSession(queries: QueryClient): void {
  setCsrfToken(undefined)
  queries.setQueryData(sessionQuery.queryKey, null)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
}
