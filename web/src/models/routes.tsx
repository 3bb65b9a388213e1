import { Cpu } from 'lucide-react'

import { page, type Domain } from '@/kit/domain'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    models: typeof en
  }
}

const models: Domain = {
  settings: [
    {
      id: 'models',
      path: 'models',
      icon: Cpu,
      order: 50,
      isForOperator: true,
      route: { lazy: page('models', () => import('./ModelsSettings')) },
    },
  ],
}

export default models
