import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PlugZap, Plus, Trash2, Wrench } from 'lucide-react'
import { useState } from 'react'

import { api, call } from '@/api/client'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { Dialog } from '@/kit/Dialog'
import { EmptyState } from '@/kit/EmptyState'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { Field, Select, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Switch } from '@/kit/Switch'

import type { ToolServer } from './types'
import css from './ToolsSettings.module.css'

const KEY = ['tool-servers']

/** The operator's page of MCP servers. */
export default function ToolsSettings() {
  const { t } = useTranslation('assistant')
  const [isAdding, setAdding] = useState(false)
  const servers = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call(api.GET('/api/tool-servers', { signal })),
  })
  return (
    <>
      <Card
        title={t('tools.title')}
        hint={t('tools.lead')}
        actions={
          <Button icon={Plus} kind="primary" onClick={() => setAdding(true)}>
            {t('tools.add')}
          </Button>
        }
      />
      <Loaded
        query={servers}
        isEmpty={(rows) => rows.length === 0}
        empty={
          <EmptyState icon={Wrench} title={t('tools.none')}>
            {t('tools.noneDetail')}
          </EmptyState>
        }
      >
        {(rows) => rows.map((server) => <ServerCard key={server.id} server={server} />)}
      </Loaded>
      <AddServer isOpen={isAdding} onClose={() => setAdding(false)} />
    </>
  )
}

function ServerCard({ server }: { server: ToolServer }) {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const [isRemoving, setRemoving] = useState(false)
  const path = { server_id: server.id }
  const changed = () => client.invalidateQueries({ queryKey: KEY })
  const test = useMutation({
    meta: { isQuiet: true },
    mutationFn: () => call(api.POST('/api/tool-servers/{server_id}/test', { params: { path } })),
  })
  const turn = useMutation({
    mutationFn: (isOn: boolean) =>
      call(api.PATCH('/api/tool-servers/{server_id}', { params: { path }, body: { is_on: isOn } })),
    onSettled: changed,
  })
  return (
    <Card title={server.name} hint={<code className={css.address}>{server.address}</code>}>
      <Switch
        label={t('tools.isOn')}
        isOn={turn.isPending ? turn.variables : server.is_on}
        onChange={(isOn) => turn.mutate(isOn)}
      />
      {test.error && <ErrorNotice error={test.error} />}
      {test.data && (
        <div>
          <p>{t('tools.works', { count: test.data.length })}</p>
          <ul className={css.tools} role="list">
            {test.data.map((tool) => (
              <li key={tool.name}>
                <code>{tool.name}</code>{' '}
                <span>{tool.asks_first ? t('tools.asks') : t('tools.reads')}</span>
                <p>{tool.description}</p>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={css.buttons}>
        <Button icon={PlugZap} size="s" isBusy={test.isPending} onClick={() => test.mutate()}>
          {t('tools.test')}
        </Button>
        <Button icon={Trash2} size="s" kind="dangerQuiet" onClick={() => setRemoving(true)}>
          {t('tools.remove')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('tools.removeTitle', { name: server.name })}
        action={t('tools.remove')}
        onConfirm={async () => {
          await call(api.DELETE('/api/tool-servers/{server_id}', { params: { path } }))
          await changed()
        }}
      >
        {t('tools.removeDetail')}
      </ConfirmDialog>
    </Card>
  )
}

function AddServer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const [transport, setTransport] = useState<'http' | 'stdio'>('http')
  const isHttp = transport === 'http'
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('tools.add')}>
      <Form
        onSubmit={async (value) => {
          await call(
            api.POST('/api/tool-servers', {
              body: {
                name: value('name'),
                transport,
                address: value('address'),
                token: value('token') || null,
              },
            }),
          )
          await client.invalidateQueries({ queryKey: KEY })
          onClose()
        }}
        actions={<SubmitButton>{t('tools.add')}</SubmitButton>}
      >
        <Field name="name" label={t('tools.name')} hint={t('tools.nameHint')}>
          <TextInput required maxLength={32} pattern="[a-z0-9][a-z0-9_\-]*" data-autofocus="" />
        </Field>
        <Field name="transport" label={t('tools.transport')}>
          <Select
            value={transport}
            onChange={(event) => setTransport(event.target.value === 'stdio' ? 'stdio' : 'http')}
          >
            <option value="http">{t('tools.http')}</option>
            <option value="stdio">{t('tools.stdio')}</option>
          </Select>
        </Field>
        <Field
          name="address"
          label={isHttp ? t('tools.address') : t('tools.command')}
          hint={isHttp ? undefined : t('tools.commandHint')}
        >
          <TextInput required maxLength={2000} />
        </Field>
        {isHttp && (
          <Field name="token" label={t('tools.token')} hint={t('tools.tokenHint')} isOptional>
            <TextInput maxLength={4000} autoComplete="off" />
          </Field>
        )}
      </Form>
    </Dialog>
  )
}
