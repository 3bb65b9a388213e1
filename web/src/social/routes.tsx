import { MessagesSquare } from 'lucide-react'
import { lazy } from 'react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    social: typeof en
  }
}

const social: Domain = {
  nav: [{ id: 'messages', to: '/messages', icon: MessagesSquare, order: 15, keys: 'g m' }],
  routes: [
    {
      path: 'messages',
      lazy: page('social', () => import('./MessagesPage')),
      // One route for both, so that the list stays as it is while conversations change beside it.
      children: [
        { index: true, element: null },
        { path: ':id', element: null },
      ],
    },
  ],
  background: lazy(() => import('./ChatLive')),
}

export default social
