/** Locales to choose from; the browser's own comes with the account when it is not among them. */
// prettier-ignore
export const LOCALES: readonly string[] = [
  'ar-EG', 'bg-BG', 'bn-BD', 'ca-ES', 'cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE', 'el-GR', 'en-AU',
  'en-CA', 'en-GB', 'en-IE', 'en-IN', 'en-NZ', 'en-US', 'en-ZA', 'es-AR', 'es-CO', 'es-ES', 'es-MX',
  'et-EE', 'eu-ES', 'fa-IR', 'fi-FI', 'fil-PH', 'fr-BE', 'fr-CA', 'fr-CH', 'fr-FR', 'ga-IE', 'gl-ES',
  'he-IL', 'hi-IN', 'hr-HR', 'hu-HU', 'id-ID', 'is-IS', 'it-CH', 'it-IT', 'ja-JP', 'ka-GE', 'ko-KR',
  'lt-LT', 'lv-LV', 'ms-MY', 'mt-MT', 'nb-NO', 'nl-BE', 'nl-NL', 'pl-PL', 'pt-BR', 'pt-PT', 'ro-RO',
  'ru-RU', 'sk-SK', 'sl-SI', 'sq-AL', 'sr-RS', 'sv-SE', 'sw-KE', 'ta-IN', 'th-TH', 'tr-TR', 'uk-UA',
  'ur-PK', 'vi-VN', 'zh-CN', 'zh-HK', 'zh-TW',
]

/** A locale by its name in its own language: "Deutsch (Österreich)". */
export function localeName(locale: string): string {
  try {
    return (
      new Intl.DisplayNames([locale], { type: 'language', languageDisplay: 'standard' }).of(
        locale,
      ) ?? locale
    )
  } catch {
    // What is stored may be no locale of this browser.
    return locale
  }
}

/** All time zones this browser knows, with the one that is set. */
export function timeZones(current: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(current) ? known : [current, ...known]
}
