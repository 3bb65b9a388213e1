import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render as renderBare, type RenderResult } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { Suspense, type ReactNode } from 'react'
import { createMemoryRouter, RouterProvider } from 'react-router'

import { LocaleProvider } from '@/kit/locale'
import { Toaster } from '@/kit/Toast'
import { TooltipProvider } from '@/kit/Tooltip'

const LOCALE = { locale: 'en-GB', timeZone: 'UTC' }

/** Renders as the app would: router, queries, locale (en-GB, UTC), toasts. */
export function render(page: ReactNode, path = '/'): RenderResult & { user: UserEvent } {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createMemoryRouter([{ path: '*', element: page }], { initialEntries: [path] })
  const result = renderBare(
    <QueryClientProvider client={queries}>
      <LocaleProvider value={LOCALE}>
        <TooltipProvider>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
          <Toaster />
        </TooltipProvider>
      </LocaleProvider>
    </QueryClientProvider>,
  )
  return Object.assign(result, { user: userEvent.setup() })
}
