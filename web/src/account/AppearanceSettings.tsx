import { Monitor, Moon, Sun } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'

import { Card, Kbd } from '@/kit/Card'
import { Trans, useTranslation } from '@/kit/i18n'
import { setShortcutsOn, shortcutStore } from '@/kit/shortcuts'
import { Switch } from '@/kit/Switch'
import { setTheme, useTheme } from '@/kit/theme'

import css from './AppearanceSettings.module.css'

const THEMES = [
  ['system', Monitor],
  ['light', Sun],
  ['dark', Moon],
] as const

function Theme() {
  const { t } = useTranslation('account')
  const chosen = useTheme()
  return (
    <Card title={t('appearance.theme')} hint={t('appearance.themeHint')}>
      <fieldset className={css.themes}>
        <legend className="visually-hidden">{t('appearance.theme')}</legend>
        {THEMES.map(([theme, Icon]) => (
          <label key={theme} className={css.theme}>
            <input
              type="radio"
              name="theme"
              className="visually-hidden"
              checked={theme === chosen}
              onChange={() => setTheme(theme)}
            />
            <Icon aria-hidden />
            {t(`appearance.${theme}`)}
          </label>
        ))}
      </fieldset>
    </Card>
  )
}

function Shortcuts() {
  const { t } = useTranslation('account')
  const isOn = useSyncExternalStore(shortcutStore.subscribe, shortcutStore.isOn)
  return (
    <Card title={t('appearance.keys')}>
      <Switch
        label={t('appearance.shortcuts')}
        hint={
          <Trans t={t} i18nKey="appearance.shortcutsHint" components={{ k: <Kbd keys="?" /> }} />
        }
        isOn={isOn}
        onChange={setShortcutsOn}
      />
    </Card>
  )
}

function Notifications() {
  const { t } = useTranslation('account')
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : null,
  )
  return (
    <Card title={t('appearance.notifications')}>
      <Switch
        label={t('appearance.system_notifications')}
        hint={t(
          permission === null
            ? 'appearance.notificationsMissing'
            : permission === 'denied'
              ? 'appearance.notificationsDenied'
              : 'appearance.notificationsHint',
        )}
        isOn={permission === 'granted'}
        // A page can ask for it, but only the browser's settings can take it back.
        isDisabled={permission !== 'default'}
        onChange={() => void Notification.requestPermission().then(setPermission)}
      />
    </Card>
  )
}

/** How Beknown looks and sounds in this browser. */
export default function AppearanceSettings() {
  return (
    <>
      <Theme />
      <Shortcuts />
      <Notifications />
    </>
  )
}
