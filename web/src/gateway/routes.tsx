import { Code } from 'lucide-react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    gateway: typeof en
  }
}

const gateway: Domain = {
  routes: [
    { path: 'developers', lazy: page('gateway', () => import('./DevelopersPage')) },
    { path: 'you/apps', lazy: page('gateway', () => import('./AppsPage')) },
    { path: 'authorize', lazy: page('gateway', () => import('./AuthorizePage')) },
    { path: 'device', lazy: page('gateway', () => import('./DevicePage')) },
  ],
  menu: [{ id: 'developers', to: '/developers', icon: Code, order: 10 }],
}

export default gateway
