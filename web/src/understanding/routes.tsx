import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    understanding: typeof en
  }
}

const understanding: Domain = {
  routes: [{ path: 'you/care', lazy: page('understanding', () => import('./CarePage')) }],
}

export default understanding
