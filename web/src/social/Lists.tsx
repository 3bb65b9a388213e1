import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '@/kit/Button'
import { Card } from '@/kit/Card'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { Dialog } from '@/kit/Dialog'
import { Checkbox, Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { Loaded } from '@/kit/Loaded'
import { toastError } from '@/kit/toasts'

import {
  deleteList,
  listsQuery,
  makeList,
  setMember,
  useReload,
  type PeopleList,
  type Person,
} from './api'
import css from './Social.module.css'

/** On the list of a group are those in the group; it is changed there. */
const isMadeByHand = (list: PeopleList) => list.group_id === null

/** The person's lists, with how many are on each. */
export function Lists() {
  const { t } = useTranslation('social')
  const lists = useQuery(listsQuery)
  const reload = useReload()
  const [doomed, setDoomed] = useState<PeopleList | null>(null)
  return (
    <Card title={t('lists.title')} hint={t('lists.hint')}>
      <Loaded query={lists}>
        {(rows) => (
          <Rows label={t('lists.title')}>
            {rows.filter(isMadeByHand).map((list) => (
              <Row
                key={list.id}
                title={list.is_close ? t('lists.close') : list.name}
                hint={t('lists.people', { count: list.members.length })}
                actions={
                  !list.is_close && (
                    <Button
                      size="s"
                      kind="dangerQuiet"
                      aria-label={t('lists.deleteNamed', { name: list.name })}
                      onClick={() => setDoomed(list)}
                    >
                      {t('lists.delete')}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
      <NewList />
      {doomed !== null && (
        <ConfirmDialog
          isOpen
          onClose={() => setDoomed(null)}
          title={t('lists.deleteTitle', { name: doomed.name })}
          action={t('lists.delete')}
          onConfirm={async () => {
            await deleteList(doomed.id)
            await reload()
          }}
        >
          <p>{t('lists.deleteWords')}</p>
        </ConfirmDialog>
      )}
    </Card>
  )
}

function NewList() {
  const { t } = useTranslation('social')
  const reload = useReload()
  return (
    <Form
      onSubmit={async (value, form) => {
        await makeList(value('name'))
        form.reset()
        await reload()
      }}
      actions={<SubmitButton kind="plain">{t('lists.make')}</SubmitButton>}
    >
      <Field name="name" label={t('lists.new')}>
        <TextInput required maxLength={80} dir="auto" />
      </Field>
    </Form>
  )
}

/** Puts somebody on lists and takes them off. */
export function PutOnLists({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('social')
  const lists = useQuery(listsQuery)
  const reload = useReload()
  return (
    <Dialog isOpen onClose={onClose} title={t('lists.putTitle', { name: person.name })}>
      <Loaded query={lists}>
        {(rows) => (
          <div className={css.putting}>
            {rows.filter(isMadeByHand).map(({ id, name, is_close: isClose, members }) => (
              <Checkbox
                key={id}
                label={isClose ? t('lists.close') : name}
                checked={members.includes(person.id)}
                onChange={({ target }) => {
                  setMember(id, person.id, target.checked).then(reload).catch(toastError)
                }}
              />
            ))}
          </div>
        )}
      </Loaded>
      <NewList />
    </Dialog>
  )
}
