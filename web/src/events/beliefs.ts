import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { useTranslation } from '@/kit/i18n'
import { toast, toastError } from '@/kit/toasts'

type Schemas = components['schemas']
export type Belief = Schemas['BeliefOut']
export type Kind = Belief['kind']
export type State = Belief['state']
export type About = Schemas['AboutOut']
export type Quote = Schemas['QuoteOut']
export type Wanted = Pick<
  Schemas['BeliefsIn'],
  'words' | 'subject' | 'kind' | 'states' | 'is_sensitive'
>

/** The person themselves, as a subject. */
export const ME = 'me'

export const PAGE = 100

/** One page of beliefs, by whom and what they are about. */
export const getBeliefs = (wanted: Wanted, skip: number, signal: AbortSignal) =>
  call(api.POST('/api/you/beliefs/find', { body: { ...wanted, skip, limit: PAGE }, signal }))

export const aboutQuery = queryOptions({
  queryKey: ['you', 'beliefs', 'about'],
  queryFn: ({ signal }) => call(api.GET('/api/you/beliefs/about', { signal })),
})

export const questionsQuery = queryOptions({
  queryKey: ['you', 'beliefs', 'questions'],
  queryFn: ({ signal }) => call(api.GET('/api/you/beliefs/questions', { signal })),
})

export const readingQuery = queryOptions({
  queryKey: ['you', 'beliefs', 'reading'],
  queryFn: ({ signal }) => call(api.GET('/api/you/beliefs/reading', { signal })),
})

export const whyQuery = (id: string) =>
  queryOptions({
    queryKey: ['you', 'beliefs', 'why', id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/you/beliefs/{belief_id}/why', {
          params: { path: { belief_id: id } },
          signal,
        }),
      ),
  })

const at = (id: string) => ({ params: { path: { belief_id: id } } })

const undo = (deed: string) =>
  call(api.POST('/api/you/beliefs/deeds/{deed_id}/undo', { params: { path: { deed_id: deed } } }))

export const deeds = {
  confirm: (id: string) => call(api.POST('/api/you/beliefs/{belief_id}/confirm', at(id))),
  reject: (id: string, andSuch: boolean) =>
    call(
      api.POST('/api/you/beliefs/{belief_id}/reject', { ...at(id), body: { and_such: andSuch } }),
    ),
  date: (id: string, from: string | null, until: string | null) =>
    call(
      api.PUT('/api/you/beliefs/{belief_id}/span', {
        ...at(id),
        body: { holds_from: from, holds_until: until },
      }),
    ),
  merge: (id: string, into: string) =>
    call(api.POST('/api/you/beliefs/{belief_id}/merge', { ...at(id), body: { into } })),
  part: (id: string, event: string) =>
    call(api.POST('/api/you/beliefs/{belief_id}/part', { ...at(id), body: { event } })),
  turn: (id: string, purpose: Schemas['SwitchOut']['purpose'], isOn: boolean) =>
    call(
      api.PUT('/api/you/beliefs/{belief_id}/switches/{purpose}', {
        params: { path: { belief_id: id, purpose } },
        body: { is_on: isOn },
      }),
    ),
  answer: (asked: string[], holds: string[]) =>
    call(api.POST('/api/you/beliefs/answers', { body: { asked, holds } })),
  correct: async (id: string, text: string) => {
    const held = await call(api.PUT('/api/you/beliefs/{belief_id}', { ...at(id), body: { text } }))
    return { deed: held.id }
  },
}

/** Does something to beliefs, says so, and offers to undo it. */
export function useDeed() {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['you'] })
  const takeBack = useMutation({
    mutationFn: undo,
    onSuccess: () => toast({ title: t('beliefs.undone') }),
    onError: (error) => toastError(error),
    onSettled: refresh,
  })
  const done = useMutation({
    mutationFn: ({ act }: { act: () => Promise<{ deed: string }>; said: string }) => act(),
    onSuccess: ({ deed }, { said }) => {
      toast({ title: said, action: { label: kit('undo'), onClick: () => takeBack.mutate(deed) } })
      return refresh()
    },
    onError: (error) => toastError(error),
  })
  return {
    isPending: done.isPending,
    do: (said: string, act: () => Promise<{ deed: string }>) => done.mutate({ act, said }),
  }
}

/** Forgets a belief; undoing tells it again, or lets it be read again from words that are still there. */
export function useForget() {
  const { t } = useTranslation('events')
  const { t: kit } = useTranslation('kit')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: ['you'] })
  const again = useMutation({
    mutationFn: async ({ belief, marks }: { belief: Belief; marks: string[] }) => {
      if (belief.origin === 'told')
        await call(api.POST('/api/you/beliefs', { body: { text: belief.statement } }))
      else await call(api.POST('/api/you/beliefs/forgotten/undo', { body: { marks } }))
    },
    onError: (error) => toastError(error),
    onSettled: refresh,
  })
  return useMutation({
    mutationFn: (belief: Belief) => call(api.DELETE('/api/you/beliefs/{belief_id}', at(belief.id))),
    onSuccess: ({ marks }, belief) => {
      toast({
        title: t('beliefs.gone'),
        action: { label: kit('undo'), onClick: () => again.mutate({ belief, marks }) },
      })
      return refresh()
    },
    onError: (error) => toastError(error),
  })
}

/** Beliefs by whom they are about, and of each by kind, in the order in which they come. */
export function groupBeliefs(beliefs: readonly Belief[]) {
  const subjects = new Map<string, Map<Kind, Belief[]>>()
  for (const belief of beliefs) {
    const kinds = subjects.get(belief.subject) ?? new Map<Kind, Belief[]>()
    kinds.set(belief.kind, [...(kinds.get(belief.kind) ?? []), belief])
    subjects.set(belief.subject, kinds)
  }
  return [...subjects].map(([subject, kinds]) => ({ subject, kinds: [...kinds] }))
}

/** How sure a belief is, in words. */
export function sureness(belief: Pick<Belief, 'confidence' | 'origin' | 'is_confirmed'>) {
  if (belief.origin === 'told') return 'told' as const
  if (belief.is_confirmed) return 'confirmed' as const
  if (belief.confidence >= 0.9) return 'verySure' as const
  return belief.confidence >= 0.7 ? ('sure' as const) : ('unsure' as const)
}
