import { lazy } from 'react'

import { page, type Domain } from '@/kit/domain'
import { i18n } from '@/kit/i18n'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    understanding: typeof en
  }
}

const understanding: Domain = {
  opening: lazy(async () => {
    const [module] = await Promise.all([
      import('./BriefCard'),
      i18n.loadNamespaces('understanding'),
    ])
    return module
  }),
  routes: [
    { path: 'you/interests', lazy: page('understanding', () => import('./InterestsPage')) },
    { path: 'you/style', lazy: page('understanding', () => import('./StylePage')) },
    { path: 'you/care', lazy: page('understanding', () => import('./CarePage')) },
    { path: 'you/world', lazy: page('understanding', () => import('./WorldPage')) },
    { path: 'you/brief', lazy: page('understanding', () => import('./BriefPage')) },
  ],
}

export default understanding
