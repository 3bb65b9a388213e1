import { useMutation, useQueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import { useTranslation } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

import { BRIEF_KEY, reopen, WORLD_KEY, type Suggestion } from './world'

export type Scope = 'once' | 'subject' | 'kind'

/** What can be done with a suggestion: it is done, or it isn't to come again; each can be taken back. */
export function useDealing(suggestion: Suggestion) {
  const { t } = useTranslation('understanding')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const params = { path: { suggestion_id: suggestion.id } }
  const reload = async () => {
    await queries.invalidateQueries({ queryKey: BRIEF_KEY })
    await queries.invalidateQueries({ queryKey: WORLD_KEY })
  }
  const tell = (title: string, act: string | null) => {
    const takeBack = () => void reopen(suggestion.id, act).then(reload)
    toast({ title, action: { label: kit('undo'), onClick: takeBack } })
    return reload()
  }
  const finish = useMutation({
    mutationFn: () => call(api.POST('/api/you/brief/{suggestion_id}/done', { params })),
    onSuccess: ({ act }) => tell(t('brief.wellDone'), act),
  })
  const decline = useMutation({
    mutationFn: (scope: Scope) =>
      call(api.POST('/api/you/brief/{suggestion_id}/decline', { params, body: { scope } })),
    onSuccess: ({ act }) => tell(t('brief.declined'), act),
  })
  return { finish, decline }
}
