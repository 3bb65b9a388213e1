import { Outlet } from 'react-router'

import { Wordmark } from '@/kit/Wordmark'

import css from './OpenPages.module.css'

/** The frame of pages that need no session. */
export function OpenPages() {
  return (
    <div className={css.frame}>
      <header className={css.head}>
        <Wordmark />
      </header>
      <main className={css.main}>
        <Outlet />
      </main>
    </div>
  )
}
