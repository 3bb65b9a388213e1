import type { TFunction } from 'i18next'

import type { Import } from './queries'

const KINDS = [
  'facebook',
  'instagram',
  'threads',
  'whatsapp',
  'chatgpt',
  'telegram',
  'x',
  'google_takeout',
  'mastodon',
] as const

/** What a kind of source is called; the kind itself where it has no name here. */
export function nameKind(t: TFunction<'sources'>, kind: string): string {
  const known = KINDS.find((each) => each === kind)
  return known ? t(`kind.${known}`) : kind
}

/** What an import is called: the file that was brought, and how many more. */
export function nameImport(t: TFunction<'sources'>, { origin, names }: Import): string {
  const [first = '', ...rest] = names
  if (origin === 'sample') return t('list.sample')
  return rest.length === 0 ? first : t('list.more', { name: first, count: rest.length })
}

const SAMPLE = 'sample:'

/** Whose account it is, as the service names it; a sample's is named as such. */
export function nameAccount(t: TFunction<'sources'>, account: string): string {
  if (!account.startsWith(SAMPLE)) return account
  const name = account.slice(SAMPLE.length)
  // A number is nobody's name.
  return /^\d*$/.test(name) ? t('list.sample') : t('list.sampleOf', { name })
}
