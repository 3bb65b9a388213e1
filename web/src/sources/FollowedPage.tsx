import { useQuery } from '@tanstack/react-query'
import { Rss } from 'lucide-react'

import { Card } from '@/kit/Card'
import { EmptyState } from '@/kit/EmptyState'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Page } from '@/kit/Page'
import { toast } from '@/kit/toasts'

import css from './Bring.module.css'
import { add, foldersOf, followsQuery, inFolders, useReload } from './followed'
import { FollowRow } from './FollowRow'
import { ListCard } from './ListCard'
import { SourcesTabs } from './SourcesTabs'

const KINDS = ['site', 'podcast', 'youtube', 'mastodon', 'bluesky'] as const

/** Where a person adds what they follow elsewhere, and sees how each stands. */
export default function FollowedPage() {
  const { t } = useTranslation('sources')
  const follows = useQuery(followsQuery)
  return (
    <Page title={t('followed.title')} lead={t('followed.lead')}>
      <SourcesTabs />
      <div className={css.stack}>
        <AddCard />
        <Loaded query={follows}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={Rss} title={t('followed.empty')}>
                {t('followed.emptyWords')}
              </EmptyState>
            ) : (
              <Card title={t('followed.list')}>
                {inFolders(rows).map(([folder, within]) => (
                  <section key={folder ?? ''} className={css.folder}>
                    {folder !== null && <h3 dir="auto">{folder}</h3>}
                    <Rows label={folder ?? t('followed.list')}>
                      {within.map((follow) => (
                        <FollowRow key={follow.id} follow={follow} folders={foldersOf(rows)} />
                      ))}
                    </Rows>
                  </section>
                ))}
              </Card>
            )
          }
        </Loaded>
        <ListCard hasFollows={(follows.data?.length ?? 0) > 0} />
      </div>
    </Page>
  )
}

function AddCard() {
  const { t } = useTranslation('sources')
  const reload = useReload()
  return (
    <Card title={t('followed.addTitle')} hint={t('followed.addHint')}>
      <Form
        onSubmit={async (value, form) => {
          const follow = await add(value('address'))
          form.reset()
          await reload()
          toast({
            title: t('followed.added', { name: follow.title }),
            detail: t('followed.addedItems', { count: follow.items }),
          })
        }}
        actions={<SubmitButton>{t('followed.add')}</SubmitButton>}
      >
        <Field name="address" label={t('followed.address')}>
          <TextInput
            required
            maxLength={2000}
            inputMode="url"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </Form>
      <ul role="list" className={css.kinds}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <b>{t(`followed.can.${kind}`)}</b> <code>{t(`followed.example.${kind}`)}</code>
          </li>
        ))}
      </ul>
    </Card>
  )
}
