import { useQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'

import { Badge } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Popover } from '@/kit/Popover'
import { ProgressBar } from '@/kit/Progress'
import { Time } from '@/kit/Time'

import { taskName, useTasks, type Task } from './tasks'
import css from './TaskTray.module.css'

const TONES = { queued: 'plain', running: 'accent', done: 'good', failed: 'bad' } as const
type State = keyof typeof TONES

const isState = (state: string): state is State => state in TONES

function TaskItem({ task }: { task: Task }) {
  const { t } = useTranslation('app')
  const name = useQuery({
    queryKey: ['tasks', 'name', task.kind],
    queryFn: () => taskName(task.kind),
    staleTime: Infinity,
  })
  const state = isState(task.state) ? task.state : 'queued'
  return (
    <li className={css.task}>
      <div className={css.head}>
        <span className={css.name}>{name.data ?? task.kind}</span>
        <Badge tone={TONES[state]}>{t(`tasks.${state}`)}</Badge>
      </div>
      {state === 'running' && (
        <ProgressBar label={name.data ?? task.kind} done={task.done} total={task.total} isBare />
      )}
      {task.error !== null && <p className={css.error}>{task.error}</p>}
      <p className={css.when}>
        <Time at={task.finished_at ?? task.created_at} as="relative" />
      </p>
    </li>
  )
}

/** What goes on in the background, behind one button. */
export function TaskTray() {
  const { t } = useTranslation('app')
  const { tasks, running } = useTasks()
  const label = running > 0 ? t('tasks.openRunning', { count: running }) : t('tasks.open')
  return (
    <Popover
      label={t('tasks.title')}
      align="start"
      trigger={
        <button type="button" className={css.trigger} aria-label={label} title={label}>
          <Activity aria-hidden />
          {running > 0 && <span className={css.count}>{running}</span>}
        </button>
      }
    >
      <h2 className={css.title}>{t('tasks.title')}</h2>
      {tasks.length === 0 ? (
        <p className={css.none}>{t('tasks.none')}</p>
      ) : (
        <ul role="list" className={css.tasks}>
          {tasks.map((task) => (
            <TaskItem key={task.id} task={task} />
          ))}
        </ul>
      )}
    </Popover>
  )
}
