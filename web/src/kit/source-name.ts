import { useTranslation } from './i18n'

/** Names kinds of sources; one without words stands for itself. */
export function useSourceName(): (kind: string) => string {
  const { t } = useTranslation('kit')
  return (kind) => {
    const found: unknown = t(`source.${kind}` as never, { defaultValue: kind })
    return typeof found === 'string' ? found : kind
  }
}
