import { MonitorSmartphone, Palette, UserRound, Users } from 'lucide-react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    account: typeof en
  }
}

const account: Domain = {
  openRoutes: [
    { path: 'welcome', lazy: page('account', () => import('./WelcomePage')) },
    { path: 'sign-in', lazy: page('account', () => import('./SignInPage')) },
    { path: 'join/:token', lazy: page('account', () => import('./JoinPage')) },
  ],
  settings: [
    {
      id: 'account',
      path: 'account',
      icon: UserRound,
      order: 10,
      route: { lazy: page('account', () => import('./AccountSettings')) },
    },
    {
      id: 'security',
      path: 'security',
      icon: MonitorSmartphone,
      order: 20,
      route: { lazy: page('account', () => import('./SecuritySettings')) },
    },
    {
      id: 'appearance',
      path: 'appearance',
      icon: Palette,
      order: 30,
      route: { lazy: page('account', () => import('./AppearanceSettings')) },
    },
    {
      id: 'people',
      path: 'people',
      icon: Users,
      order: 40,
      isForOperator: true,
      route: { lazy: page('account', () => import('./PeopleSettings')) },
    },
  ],
}

export default account
