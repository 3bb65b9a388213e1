import { MessagesSquare, UsersRound } from 'lucide-react'
import { lazy } from 'react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    social: typeof en
  }
}

const social: Domain = {
  nav: [
    { id: 'people', to: '/people', icon: UsersRound, order: 15, keys: 'g p' },
    { id: 'messages', to: '/messages', icon: MessagesSquare, order: 16, keys: 'g m' },
  ],
  routes: [
    { path: 'people', lazy: page('social', () => import('./FollowingPage')) },
    { path: 'people/all', lazy: page('social', () => import('./PeoplePage')) },
    { path: 'people/saved', lazy: page('social', () => import('./SavedPage')) },
    { path: 'people/me', lazy: page('social', () => import('./ProfilePage')) },
    { path: 'people/standing', lazy: page('social', () => import('./StandingPage')) },
    { path: 'people/moderation', lazy: page('social', () => import('./ModerationPage')) },
    { path: 'people/of/:person', lazy: page('social', () => import('./PersonPage')) },
    { path: 'people/of/:author/:post', lazy: page('social', () => import('./PostPage')) },
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
  post: lazy(async () => ({ default: (await import('./PostView')).PostView })),
  passOnWords: lazy(async () => ({ default: (await import('./PassOnWords')).PassOnWords })),
  background: lazy(() => import('./ChatLive')),
}

export default social
