import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

import { api, call } from '@/api/client'
import { i18n } from '@/kit/i18n'
import { toast } from '@/kit/toasts'

const BUSY_MS = 1500
const IDLE_MS = 30_000

const isOpen = (task: { state: string }) => task.state === 'queued' || task.state === 'running'

/** The person's background work; asked often while some is going on. Invalidate `['tasks']` on starting some. */
export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => call(api.GET('/api/tasks', { signal })),
  refetchInterval: ({ state }) => (state.data?.some(isOpen) ? BUSY_MS : IDLE_MS),
})

export type Task = Awaited<ReturnType<NonNullable<typeof tasksQuery.queryFn>>>[number]

/** The name of a task: `tasks.import` of the domain `sources` for the kind `sources.import`. */
export async function taskName(kind: string): Promise<string> {
  const [domain = '', ...what] = kind.split('.')
  await i18n.loadNamespaces(domain)
  const found: unknown = i18n.t(`${domain}:tasks.${what.join('_')}` as never, {
    defaultValue: kind,
  })
  return typeof found === 'string' ? found : kind
}

/** Says a word when a task ends while the app is open. Used once, by the shell. */
export function useTaskWatch(): void {
  const { data } = useQuery(tasksQuery)
  const queries = useQueryClient()
  const before = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!data) return
    const ended = data.filter((task) => !isOpen(task) && before.current.has(task.id))
    before.current = new Set(data.filter(isOpen).map((task) => task.id))
    for (const task of ended) void tellEnd(task)
    // What the work changed may be shown anywhere.
    if (ended.length > 0)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'tasks' })
  }, [data, queries])
}

/** The tasks and how many of them are not over. */
export function useTasks(): { tasks: readonly Task[]; running: number } {
  const { data } = useQuery(tasksQuery)
  return { tasks: data ?? [], running: data?.filter(isOpen).length ?? 0 }
}

async function tellEnd(task: Task): Promise<void> {
  const name = await taskName(task.kind)
  if (task.state === 'failed')
    toast({
      tone: 'bad',
      title: i18n.t('app:tasks.failedToast', { name }),
      detail: task.error ?? undefined,
    })
  else toast({ title: i18n.t('app:tasks.finishedToast', { name }) })
}
