import { PanelLeft } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { NavLink, Outlet, ScrollRestoration, useLocation, useNavigate } from 'react-router'

import { Button, IconButton } from '@/kit/Button'
import { cx } from '@/kit/cx'
import type { NavEntry } from '@/kit/domain'
import { useTranslation } from '@/kit/i18n'
import { Openings } from '@/kit/openings'
import { OutletParts } from '@/kit/outlets'
import { Passing } from '@/kit/passing'
import { Drawings } from '@/kit/posts'
import { listenForShortcuts, useShortcut } from '@/kit/shortcuts'
import { Wordmark } from '@/kit/Wordmark'

import { AccountMenu } from './AccountMenu'
import { backgrounds, drawings, navEntries, openings, outlets, passing, sidebars } from './domains'
import css from './Shell.module.css'
import { ShortcutHelp } from './ShortcutHelp'
import { useTaskWatch } from './tasks'
import { TaskTray } from './TaskTray'

function isAt(entry: NavEntry, path: string): boolean {
  if (entry.also?.some((start) => path === start || path.startsWith(`${start}/`))) return true
  return path === entry.to || (entry.to !== '/' && path.startsWith(`${entry.to}/`))
}

function NavItem({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation('app')
  const { pathname } = useLocation()
  const Icon = entry.icon
  return (
    <NavLink
      to={entry.to}
      end={entry.to === '/'}
      className={cx(css.navItem, isAt(entry, pathname) && css.here)}
      aria-current={isAt(entry, pathname) ? 'page' : undefined}
    >
      <Icon aria-hidden />
      <span>{t(`nav.${entry.id}`)}</span>
    </NavLink>
  )
}

function NavShortcut({ entry, keys }: { entry: NavEntry; keys: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  useShortcut(keys, t('shortcuts.goTo', { page: t(`nav.${entry.id}`) }), () => {
    void navigate(entry.to)
  })
  return null
}

/** What stands around every page of a person who is signed in. */
export function Shell() {
  const { t } = useTranslation('app')
  const drawer = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(listenForShortcuts, [])
  useTaskWatch()
  useEffect(() => {
    if (drawer.current?.matches(':popover-open')) drawer.current.hidePopover()
  }, [pathname])

  return (
    <div className={css.shell}>
      <Button
        className={css.skip}
        kind="primary"
        onClick={() => document.querySelector<HTMLElement>('main')?.focus()}
      >
        {t('skip')}
      </Button>

      <header className={css.top}>
        {sidebars.length > 0 && (
          <IconButton
            icon={PanelLeft}
            label={t('openSidebar')}
            onClick={() => drawer.current?.showPopover()}
          />
        )}
        <Wordmark />
        <div className={css.topEnd}>
          <TaskTray />
          <AccountMenu isCompact />
        </div>
      </header>

      <aside ref={drawer} className={css.side} aria-label={t('sidebar')} popover="auto">
        <div className={css.brand}>
          <Wordmark />
          <TaskTray />
        </div>
        <nav className={css.nav} aria-label={t('mainNav')}>
          {navEntries.map((entry) => (
            <NavItem key={entry.id} entry={entry} />
          ))}
        </nav>
        <div className={css.slot}>
          {sidebars.map((Sidebar, index) => (
            <Suspense key={index}>
              <Sidebar />
            </Suspense>
          ))}
        </div>
        <div className={css.me}>
          <AccountMenu />
        </div>
      </aside>

      <main className={css.main} tabIndex={-1}>
        <Openings value={openings}>
          <Drawings value={drawings}>
            <OutletParts value={outlets}>
              <Passing value={passing}>
                <Outlet />
              </Passing>
            </OutletParts>
          </Drawings>
        </Openings>
      </main>

      <nav className={css.bottom} aria-label={t('mainNav')}>
        {navEntries.map((entry) => (
          <NavItem key={entry.id} entry={entry} />
        ))}
      </nav>

      {navEntries.map(
        (entry) => entry.keys && <NavShortcut key={entry.id} entry={entry} keys={entry.keys} />,
      )}
      {backgrounds.map((Background, index) => (
        <Suspense key={index}>
          <Background />
        </Suspense>
      ))}
      <ShortcutHelp />
      <ScrollRestoration />
    </div>
  )
}
