import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react'
import { useNavigate } from 'react-router'

import { api } from '@/api/client'
import { forgetSession, usePerson } from '@/api/session'
import { Avatar } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine, MenuLink } from '@/kit/Menu'
import { setTheme, useTheme } from '@/kit/theme'

import css from './AccountMenu.module.css'
import { menuEntries } from './domains'
import { openShortcutHelp } from './shortcut-help'

/** Ends this session and forgets everything that was loaded in it. */
function useSignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => api.DELETE('/api/session'),
    onSuccess: async () => {
      await navigate('/sign-in')
      forgetSession(queries)
    },
  })
}

/** Who is signed in, with what concerns them. */
export function AccountMenu({ isCompact = false }: { isCompact?: boolean }) {
  const { t } = useTranslation('app')
  const person = usePerson()
  const theme = useTheme()
  const signOut = useSignOut()
  const trigger = isCompact ? (
    <button type="button" className={css.compact} aria-label={t('account.menu')}>
      <Avatar name={person.display_name} size="s" />
    </button>
  ) : (
    <button type="button" className={css.trigger}>
      <Avatar name={person.display_name} size="s" />
      <span className={css.name}>{person.display_name}</span>
      <ChevronsUpDown aria-hidden />
    </button>
  )
  return (
    <Menu trigger={trigger} align={isCompact ? 'end' : 'start'} side={isCompact ? 'bottom' : 'top'}>
      <MenuLabel>{person.email}</MenuLabel>
      <MenuLink to="/settings" icon={Settings}>
        {t('nav.settings')}
      </MenuLink>
      {menuEntries.map(({ id, to, icon }) => (
        <MenuLink key={id} to={to} icon={icon}>
          {t(`nav.${id}`)}
        </MenuLink>
      ))}
      <MenuItem icon={Keyboard} onSelect={openShortcutHelp}>
        {t('account.shortcuts')}
      </MenuItem>
      <MenuLine />
      <MenuLabel>{t('account.theme')}</MenuLabel>
      <MenuChoice
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: t('theme.system'), icon: Monitor },
          { value: 'light', label: t('theme.light'), icon: Sun },
          { value: 'dark', label: t('theme.dark'), icon: Moon },
        ]}
      />
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => signOut.mutate()}>
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  )
}
