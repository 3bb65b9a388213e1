import { useId } from 'react'

import { Button } from '@/kit/Button'
import { Dialog } from '@/kit/Dialog'
import { Field, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { useTranslation } from '@/kit/i18n'

import { setFolder, useReload, type Follow } from './followed'

export interface FolderDialogProps {
  follow: Follow
  /** Those that there are. */
  folders: readonly string[]
  onClose: () => void
}

/** Puts something that is followed into a folder, or takes it out. */
export function FolderDialog({ follow, folders, onClose }: FolderDialogProps) {
  const { t } = useTranslation('sources')
  const { t: kit } = useTranslation('kit')
  const reload = useReload()
  const id = useId()
  return (
    <Dialog isOpen onClose={onClose} title={t('followed.folder', { name: follow.title })}>
      <Form
        onSubmit={async (value) => {
          await setFolder(follow, value('folder'))
          await reload()
          onClose()
        }}
        actions={
          <>
            <Button onClick={onClose}>{kit('cancel')}</Button>
            <SubmitButton>{t('followed.save')}</SubmitButton>
          </>
        }
      >
        <Field name="folder" label={t('followed.folderName')} hint={t('followed.folderHint')}>
          <TextInput
            defaultValue={follow.folder ?? ''}
            maxLength={100}
            dir="auto"
            list={id}
            autoComplete="off"
            data-autofocus
          />
        </Field>
        <datalist id={id}>
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
      </Form>
    </Dialog>
  )
}
