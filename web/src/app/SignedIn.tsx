import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'

import { api, call } from '@/api/client'
import { PersonProvider, sessionQuery } from '@/api/session'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { i18n } from '@/kit/i18n'
import { browserLocale, LocaleProvider } from '@/kit/locale'

import css from './Splash.module.css'
import { Splash } from './Splash'

/** Lets in who is signed in, in their locale; sends others to sign in or to make the first account. */
export function SignedIn() {
  const session = useQuery(sessionQuery)
  const { locale, time_zone: timeZone } = session.data?.person ?? {}
  const value = useMemo(() => {
    const ofBrowser = browserLocale()
    return { locale: locale ?? ofBrowser.locale, timeZone: timeZone ?? ofBrowser.timeZone }
  }, [locale, timeZone])
  useEffect(() => void i18n.changeLanguage(value.locale), [value.locale])

  if (session.isPending) return <Splash />
  if (session.data === undefined)
    return (
      <div className={css.middle}>
        <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
      </div>
    )
  if (session.data === null) return <ToTheDoor />
  return (
    <PersonProvider value={session.data.person}>
      <LocaleProvider value={value}>
        <Outlet />
      </LocaleProvider>
    </PersonProvider>
  )
}

/** Where nobody has an account yet, the first one is made; else it is signing in. */
function ToTheDoor() {
  const { pathname, search } = useLocation()
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => call(api.GET('/api/setup', { signal })),
  })
  if (setup.isPending) return <Splash />
  if (setup.data?.has_operator === false) return <Navigate to="/welcome" replace />
  const next = pathname + search
  return (
    <Navigate
      to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}
      replace
    />
  )
}
