import { GraduationCap, Newspaper } from 'lucide-react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    feed: typeof en
  }
}

const feed: Domain = {
  nav: [{ id: 'feed', to: '/feed', icon: Newspaper, order: 14, keys: 'g f' }],
  settings: [
    {
      id: 'learning',
      path: 'learning',
      icon: GraduationCap,
      order: 55,
      isForOperator: true,
      route: { lazy: page('feed', () => import('./LearningSettings')) },
    },
  ],
  routes: [
    { path: 'feed', lazy: page('feed', () => import('./FeedPage')) },
    { path: 'feed/following', lazy: page('feed', () => import('./FollowingPage')) },
    { path: 'feed/latest', lazy: page('feed', () => import('./LatestPage')) },
    { path: 'feed/sources', lazy: page('feed', () => import('./SourcesPage')) },
    { path: 'feed/bubble', lazy: page('feed', () => import('./BubblePage')) },
    { path: 'feed/how', lazy: page('feed', () => import('./HowPage')) },
  ],
}

export default feed
