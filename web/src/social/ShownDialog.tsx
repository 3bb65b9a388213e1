import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import { Dialog } from '@/kit/Dialog'
import { useTranslation } from '@/kit/i18n'
import { Loaded } from '@/kit/Loaded'
import { Switch } from '@/kit/Switch'
import { toastError } from '@/kit/toasts'

import { shownQuery, type Shown } from './chat-queries'
import css from './Messages.module.css'

/** What one shows others in conversations: who doesn't isn't shown it of them. */
export function ShownDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('social')
  const client = useQueryClient()
  const shown = useQuery({ ...shownQuery, enabled: isOpen })
  const change = useMutation({
    mutationFn: (body: Shown) => call(api.PUT('/api/chats/settings/shown', { body })),
    onMutate: (body) => client.setQueryData(shownQuery.queryKey, body),
    onError: (error) => toastError(error),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: shownQuery.queryKey })
      void client.invalidateQueries({ queryKey: ['chat-marks'] })
    },
  })
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('messages.shown')}>
      <Loaded query={shown}>
        {(now) => (
          <div className={css.steps}>
            <Switch
              label={t('messages.showsRead')}
              hint={t('messages.showsReadHint')}
              isOn={now.shows_read}
              onChange={(isOn) => change.mutate({ ...now, shows_read: isOn })}
            />
            <Switch
              label={t('messages.showsTyping')}
              hint={t('messages.showsTypingHint')}
              isOn={now.shows_typing}
              onChange={(isOn) => change.mutate({ ...now, shows_typing: isOn })}
            />
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}
