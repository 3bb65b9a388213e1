import { UserRound } from 'lucide-react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    events: typeof en
  }
}

const events: Domain = {
  nav: [{ id: 'you', to: '/you', icon: UserRound, order: 30, keys: 'g y' }],
  routes: [
    { path: 'you', lazy: page('events', () => import('./TimelinePage')) },
    { path: 'you/sources', lazy: page('events', () => import('./SourcesPage')) },
    { path: 'you/beliefs', lazy: page('events', () => import('./BeliefsPage')) },
    { path: 'you/access', lazy: page('events', () => import('./AccessPage')) },
    { path: 'you/export', lazy: page('events', () => import('./ExportPage')) },
  ],
}

export default events
