import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'

import { api, call, setCsrfToken } from './client'
import { Problem } from './problem'

/** Who is signed in here, or null. Also keeps the CSRF token for the client. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }) => {
    try {
      const session = await call(api.GET('/api/session', { signal }))
      setCsrfToken(session.csrf_token)
      return session
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      setCsrfToken(undefined)
      return null
    }
  },
})

export type Session = NonNullable<Awaited<ReturnType<NonNullable<typeof sessionQuery.queryFn>>>>
export type Person = Session['person']

/** The session as far as it is known: undefined while loading, null when signed out. */
export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data
}

/** The person who is signed in. Only for pages inside the shell. */
export function usePerson(): Person {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new Problem({ status: 401, title: 'Signed out' })
  return data.person
}
