import { useFormat } from './locale'

export interface TimeProps {
  at: string | Date
  as?: 'date' | 'time' | 'dateTime' | 'full' | 'day' | 'month' | 'relative'
}

/** A moment in the person's locale and time zone; the whole of it shows on hover. */
export function Time({ at, as = 'dateTime' }: TimeProps) {
  const format = useFormat()
  const date = typeof at === 'string' ? new Date(at) : at
  if (Number.isNaN(date.getTime())) return null
  return (
    <time dateTime={date.toISOString()} title={format.full(date)}>
      {format[as](date)}
    </time>
  )
}
