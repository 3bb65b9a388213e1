import { useTranslation } from '@/kit/i18n'

/** Words for relations; one without words stands for itself. */
export function useRelation(): (relation: string) => string {
  const { t } = useTranslation('understanding')
  return (relation) => {
    const found: unknown = t(`relation.${relation}` as never, { defaultValue: relation })
    return typeof found === 'string' ? found : relation
  }
}
