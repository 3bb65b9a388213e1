import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  browserSupportsWebAuthn,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/browser'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button, IconButton } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { Dialog } from '@/kit/Dialog'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { Notice } from '@/kit/Notice'
import { Skeleton } from '@/kit/Progress'
import { Time } from '@/kit/Time'
import { toast } from '@/kit/toasts'

import { readDevice } from './device'

const KEY = ['passkeys']

function AddPasskey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  return (
    <Dialog isOpen onClose={onClose} title={t('passkeys.addTitle')}>
      <Form
        onSubmit={async (value) => {
          const options = await call(api.POST('/api/passkeys/options'))
          const credential = await startRegistration({
            optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
          })
          await api.POST('/api/passkeys', {
            body: {
              name: value('name'),
              credential: credential as unknown as Record<string, never>,
            },
          })
          await queries.invalidateQueries({ queryKey: KEY })
          onClose()
          toast({ title: t('passkeys.added') })
        }}
        actions={<SubmitButton>{t('passkeys.add')}</SubmitButton>}
      >
        <Field name="name" label={t('passkeys.name')} hint={t('passkeys.nameHint')}>
          <TextInput
            required
            maxLength={60}
            defaultValue={readDevice(navigator.userAgent).system ?? ''}
            data-autofocus=""
          />
        </Field>
      </Form>
    </Dialog>
  )
}

/** The passkeys of the person: list, add, remove. */
export function Passkeys() {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const [isAdding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null)
  const passkeys = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(api.GET('/api/passkeys', { signal })),
  })
  return (
    <Card
      title={t('passkeys.title')}
      hint={t('passkeys.hint')}
      actions={
        browserSupportsWebAuthn() && (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {t('passkeys.add')}
          </Button>
        )
      }
    >
      {!browserSupportsWebAuthn() && <Notice tone="warn">{t('passkeys.unsupported')}</Notice>}
      <Loaded
        query={passkeys}
        skeleton={<Skeleton lines={2} />}
        isEmpty={(list) => list.length === 0}
        empty={<p>{t('passkeys.none')}</p>}
      >
        {(list) => (
          <Rows label={t('passkeys.title')}>
            {list.map(({ id, name, created_at: createdAt, last_used_at: usedAt }) => (
              <Row
                key={id}
                start={<KeyRound size="1.25rem" aria-hidden />}
                title={name}
                hint={
                  <>
                    {t('passkeys.created')} <Time at={createdAt} as="date" />,{' '}
                    {usedAt === null ? (
                      t('passkeys.never')
                    ) : (
                      <>
                        {t('passkeys.used')} <Time at={usedAt} as="relative" />
                      </>
                    )}
                  </>
                }
                actions={
                  <IconButton
                    icon={Trash2}
                    label={t('passkeys.remove', { name })}
                    onClick={() => setRemoving({ id, name })}
                  />
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
      {isAdding && <AddPasskey onClose={() => setAdding(false)} />}
      <ConfirmDialog
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('passkeys.removeTitle', { name: removing?.name ?? '' })}
        action={t('passkeys.removeAction')}
        onConfirm={async () => {
          if (!removing) return
          await api.DELETE('/api/passkeys/{passkey_id}', {
            params: { path: { passkey_id: removing.id } },
          })
          await queries.invalidateQueries({ queryKey: KEY })
        }}
      >
        <p>{t('passkeys.removeText')}</p>
      </ConfirmDialog>
    </Card>
  )
}
