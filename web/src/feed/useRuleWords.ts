import { useCallback } from 'react'

import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'

import type { Rule } from './api'
import { amountKey, writeDays, writeLanguage, writeSpan } from './rules'

export interface RuleWords {
  /** Less, much more, nothing … */
  amount: string
  /** What of. */
  what: string
  /** At which hours and until when. */
  when: string[]
}

/** Gives a function that puts a rule into words. */
export function useRuleWords(): (rule: Rule) => RuleWords {
  const { t } = useTranslation('feed')
  const format = useFormat()
  return useCallback(
    (rule) => {
      const { locale } = format
      const name = ({ kind, value, name: called }: Rule['targets'][number]) => {
        if (kind === 'topic') return value
        if (kind === 'author')
          return called === '' ? t('steer.gone') : t('steer.by', { name: called })
        if (kind === 'language') return t('steer.in', { language: writeLanguage(value, locale) })
        // The words for what is counted out stand under its kind.
        return t(`steer.${kind}.${value}` as 'steer.format.repost')
      }
      const days = writeDays(rule.hours, locale)
      const span = writeSpan(rule.hours, locale)
      const when = [
        span && t('steer.hours', span),
        days.length > 0 && t('steer.days', { days: format.list(days) }),
        rule.from_at !== null &&
          Date.parse(rule.from_at) > Date.now() &&
          t('steer.from', { at: format.dateTime(rule.from_at) }),
        rule.until_at === null
          ? t('steer.never')
          : t('steer.until', {
              at: format.dateTime(rule.until_at),
              left: format.relative(rule.until_at),
            }),
      ]
      return {
        amount: t(`steer.amount.${amountKey(rule)}`),
        what: rule.targets.map(name).reduce((first, second) => t('steer.both', { first, second })),
        when: when.filter((each): each is string => typeof each === 'string'),
      }
    },
    [t, format],
  )
}
