import { MessageCircle, Wrench } from 'lucide-react'
import { lazy } from 'react'

import { page, type Domain } from '@/kit/domain'
import { i18n } from '@/kit/i18n'

import type en from './en.json'

declare module '@/kit/i18n' {
  interface Catalogues {
    assistant: typeof en
  }
}

const assistant: Domain = {
  nav: [{ id: 'talk', to: '/', icon: MessageCircle, order: 10, also: ['/c'], keys: 'g t' }],
  routes: [
    {
      lazy: page('assistant', () => import('./ChatPage')),
      // One route for both, so that a new conversation keeps its page when it gets its address.
      children: [
        { index: true, element: null },
        { path: 'c/:id', element: null },
      ],
    },
  ],
  settings: [
    {
      id: 'tools',
      path: 'tools',
      icon: Wrench,
      order: 60,
      isForOperator: true,
      route: { lazy: page('assistant', () => import('./ToolsSettings')) },
    },
  ],
  sidebar: lazy(async () => {
    const [module] = await Promise.all([
      import('./ConversationList'),
      i18n.loadNamespaces('assistant'),
    ])
    return module
  }),
  background: lazy(async () => {
    const [module] = await Promise.all([import('./Reminders'), i18n.loadNamespaces('assistant')])
    return module
  }),
}

export default assistant
