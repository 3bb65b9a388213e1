import { useRef } from 'react'
import { NavLink, Outlet } from 'react-router'

import { usePerson } from '@/api/session'
import { cx } from '@/kit/cx'
import { useTranslation } from '@/kit/i18n'
import { Page } from '@/kit/Page'
import { useShowHere } from '@/kit/show-here'

import { menuEntries, settingsEntries } from './domains'
import css from './Settings.module.css'

/** The frame of all settings: its pages at the side, the open one beside them. */
export function Settings() {
  const { t } = useTranslation('app')
  const { role } = usePerson()
  const nav = useRef<HTMLElement>(null)
  useShowHere(nav)
  const mine = settingsEntries.filter((entry) => !entry.isForOperator)
  const house = role === 'operator' ? settingsEntries.filter((entry) => entry.isForOperator) : []
  const link = ({ id, path, icon: Icon }: (typeof settingsEntries)[number]) => (
    <NavLink key={id} to={path} className={cx(css.link)}>
      <Icon aria-hidden />
      {t(`settings.${id}`)}
    </NavLink>
  )
  return (
    <Page title={t('settingsPage.title')}>
      <div className={css.columns}>
        <nav ref={nav} className={css.nav} aria-label={t('settingsPage.nav')}>
          {mine.map(link)}
          {house.length > 0 && <span className={css.group}>{t('settingsPage.operator')}</span>}
          {house.map(link)}
          <span className={css.group}>{t('settingsPage.beside')}</span>
          {menuEntries.map(({ id, to, icon: Icon }) => (
            <NavLink key={id} to={to} className={cx(css.link)}>
              <Icon aria-hidden />
              {t(`nav.${id}`)}
            </NavLink>
          ))}
        </nav>
        <div className={css.body}>
          <Outlet />
        </div>
      </div>
    </Page>
  )
}
