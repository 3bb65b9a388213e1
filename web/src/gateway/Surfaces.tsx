import { Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'

const SURFACES = [
  { id: 'openai', path: '/v1' },
  { id: 'llama', path: '/llama/v1' },
  { id: 'anthropic', path: '/anthropic/v1' },
] as const

/** The addresses of the surfaces, each with its OpenAPI document. */
export function Surfaces() {
  const { t } = useTranslation('gateway')
  return (
    <Card title={t('surfaces.title')} hint={t('surfaces.hint')}>
      <Rows label={t('surfaces.title')}>
        {SURFACES.map(({ id, path }) => (
          <Row
            key={id}
            title={t(`surfaces.${id}`)}
            hint={<code>{`${location.origin}${path}`}</code>}
            actions={
              <a href={`${path}/openapi.json`} aria-label={t('surfaces.documentOf', { id })}>
                {t('surfaces.document')}
              </a>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}
