import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'

import { api } from '@/api/client'
import { Button } from '@/kit/Button'
import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { useFormat } from '@/kit/locale'
import { ProgressBar } from '@/kit/Progress'

import { findFetch } from './describe'
import { tasksQuery, type Models } from './queries'

/** The weight files that can run inside Beknown; those that aren't here can be fetched. */
export function Weights({ weights }: { weights: Models['weights'] }) {
  const { t } = useTranslation('models')
  const format = useFormat()
  const queries = useQueryClient()
  const running = findFetch(useQuery(tasksQuery).data ?? [])
  const fetching = useMutation({
    mutationFn: (key: string) => api.POST('/api/models/fetch', { body: { key } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
  return (
    <Card title={t('weights.title')} hint={t('weights.hint')}>
      <Rows label={t('weights.title')}>
        {weights.map(({ key, title, about, licence, size_bytes: size, is_here: isHere }) => (
          <Row
            key={key}
            title={
              <>
                {title}
                {isHere && <Badge tone="good">{t('weights.here')}</Badge>}
              </>
            }
            hint={t('weights.meta', { size: format.bytes(size), licence })}
            actions={
              isHere || running ? undefined : (
                <Button
                  size="s"
                  icon={Download}
                  isBusy={fetching.isPending}
                  aria-label={t('weights.fetchNamed', { name: title })}
                  onClick={() => fetching.mutate(key)}
                >
                  {t('weights.fetch')}
                </Button>
              )
            }
          >
            <p>{about}</p>
            {!isHere && running && (
              <ProgressBar
                isBare
                label={t('weights.fetching', { name: title })}
                done={running.done}
                total={running.total}
              />
            )}
          </Row>
        ))}
      </Rows>
    </Card>
  )
}
