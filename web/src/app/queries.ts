import { MutationCache, QueryClient } from '@tanstack/react-query'

import { setOnSignedOut } from '@/api/client'
import { asProblem } from '@/api/problem'
import { forgetSession, sessionQuery } from '@/api/session'
import { toastError } from '@/kit/toasts'

/** Makes the query client of the app. */
export function makeQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A page often hands what it asks for on to a part that isn't there before something else is. What nobody has
        // read yet would not be told to it, and it would say 'Loading' for ever.
        notifyOnChangeProps: 'all',
        retry: (count, error) => {
          const { status } = asProblem(error)
          return count < 2 && (status === 0 || status >= 502)
        },
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        // A page that shows the error in its place says so with `meta: { isQuiet: true }`.
        if (mutation.meta?.isQuiet !== true) toastError(error)
      },
    }),
  })
  setOnSignedOut(() => {
    if (queries.getQueryData(sessionQuery.queryKey) !== null) forgetSession(queries)
  })
  return queries
}
