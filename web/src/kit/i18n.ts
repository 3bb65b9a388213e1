import i18next, { type BackendModule, type ResourceLanguage } from 'i18next'
import { initReactI18next } from 'react-i18next'

import type appEn from '../app/en.json'
import type kitEn from './en.json'

/**
 * The catalogues by domain. A domain adds its own in its `routes.tsx`:
 * `declare module '@/kit/i18n' { interface Catalogues { you: typeof en } }`
 */
export interface Catalogues {
  kit: typeof kitEn
  app: typeof appEn
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kit'
    resources: Catalogues
  }
}

interface CatalogueFile {
  default: ResourceLanguage
}

const first = import.meta.glob<CatalogueFile>('/src/{app,kit}/en.json', { eager: true })
const rest = import.meta.glob<CatalogueFile>(['/src/*/*.json', '!/src/{app,kit}/en.json'])

const nothing: ResourceLanguage = {}

/** Catalogues are files `src/<domain>/<language>.json`, loaded when a page of the domain opens. */
const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language, namespace, done) {
    const path = `/src/${namespace}/${language}.json`
    const known = first[path]
    if (known) {
      done(null, known.default)
      return
    }
    const load = rest[path]
    // A language nobody has translated yet falls back to English.
    if (!load) {
      done(null, nothing)
      return
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error instanceof Error ? error : String(error), null),
    )
  },
}

export const i18n = i18next.createInstance()

/** Starts the catalogues in the browser's language, before the first render. */
export async function startI18n(): Promise<void> {
  i18n.on('languageChanged', () => {
    document.documentElement.lang = i18n.resolvedLanguage ?? 'en'
  })
  await i18n
    .use(files)
    .use(initReactI18next)
    .init({
      lng: navigator.language,
      fallbackLng: 'en',
      ns: ['kit', 'app'],
      defaultNS: 'kit',
      interpolation: { escapeValue: false },
      returnNull: false,
    })
}

export { Trans, useTranslation } from 'react-i18next'
