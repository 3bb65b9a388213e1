import {
  AtSign,
  BookMarked,
  Bot,
  Camera,
  FileText,
  Globe,
  Hash,
  Megaphone,
  MessageCircle,
  MessagesSquare,
  Package,
  Send,
  SlidersHorizontal,
  ThumbsUp,
  type LucideIcon,
} from 'lucide-react'
import { createElement, useCallback } from 'react'

import { useTranslation } from '@/kit/i18n'
import { useSourceName } from '@/kit/source-name'

const ICONS: Record<string, LucideIcon> = {
  facebook: ThumbsUp,
  instagram: Camera,
  threads: AtSign,
  whatsapp: MessageCircle,
  telegram: Send,
  x: Hash,
  chatgpt: Bot,
  google_takeout: Globe,
  mastodon: Megaphone,
  assistant: MessagesSquare,
  told: BookMarked,
  account: SlidersHorizontal,
  beknown: Package,
}

/** The icon of a kind of source; decoration beside its name. */
export const SourceIcon = ({ kind }: { kind: string }) =>
  createElement(ICONS[kind] ?? FileText, { 'aria-hidden': true })

/** Words for what the server names by keys; a key without words stands for itself. */
export function useNames() {
  const { t } = useTranslation('events')
  const kind = useSourceName()
  const named = useCallback(
    (group: 'type' | 'purpose' | 'data', key: string) => {
      const found: unknown = t(`${group}.${key.replaceAll('.', '_')}` as never, {
        defaultValue: key,
      })
      return typeof found === 'string' ? found : key
    },
    [t],
  )
  return {
    kind,
    type: (key: string) => named('type', key),
    purpose: (key: string) => named('purpose', key),
    data: (key: string) => named('data', key),
    source: ({ kind: key, account }: { kind: string; account: string }) => {
      const whose = account.startsWith('sample:') ? t('sources.sample') : account
      return whose === '' ? kind(key) : `${kind(key)} · ${whose}`
    },
  }
}
