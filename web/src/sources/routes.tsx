import { Upload } from 'lucide-react'
import { lazy } from 'react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    sources: typeof en
  }
}

const sources: Domain = {
  nav: [{ id: 'bring', to: '/bring', icon: Upload, order: 20, also: ['/followed'], keys: 'g b' }],
  routes: [
    { path: 'bring', lazy: page('sources', () => import('./BringPage')) },
    { path: 'bring/:id', lazy: page('sources', () => import('./ImportPage')) },
    { path: 'followed', lazy: page('sources', () => import('./FollowedPage')) },
    { path: 'followed/new', lazy: page('sources', () => import('./PublishedPage')) },
  ],
  outlets: {
    Item: lazy(async () => ({ default: (await import('./ItemView')).ItemView })),
    List: lazy(async () => ({ default: (await import('./PublishedList')).PublishedList })),
  },
}

export default sources
