import { Sparkles } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'react-router'

import { useTranslation } from '@/kit/i18n'

import type { Made } from './api'
import css from './Made.module.css'

type Line = Made['lines'][number]
type Source = Made['sources'][number]

/** Something that Beknown made for the person: labelled so, line by line with the sources that it stands on. */
export function DrawnMade({ made }: { made: Made }) {
  const { t } = useTranslation('feed')
  const id = useId()
  return (
    <article aria-labelledby={id}>
      <div className={css.made}>
        <p className={css.label}>
          <Sparkles aria-hidden />
          <span>{t('made.label')}</span>
          <span className={css.ai}>{t('made.ai')}</span>
        </p>
        <h2 id={id} dir="auto">
          <Title made={made} />
        </h2>
        <ul role="list" className={css.lines}>
          {made.lines.map((line, index) => (
            <li key={index}>
              <span dir="auto">
                <Words line={line} />
              </span>{' '}
              {made.sources
                .filter(({ number }) => line.sources.includes(number))
                .map((source) => (
                  <Mark key={source.number} source={source} />
                ))}
            </li>
          ))}
        </ul>
        <p className={css.note}>{t(made.is_phrased ? 'made.phrased' : 'made.quoted')}</p>
      </div>
    </article>
  )
}

function Title({ made: { kind, about } }: { made: Made }) {
  const { t } = useTranslation('feed')
  if (kind === 'interest') return t('made.title.interest', { about })
  if (kind === 'years') return t('made.title.years', { count: Number(about) })
  if (kind === 'thread') return t('made.title.thread', { count: Number(about) })
  return t('made.title.today')
}

function Words({ line: { said, text, name, amount } }: { line: Line }) {
  const { t } = useTranslation('feed')
  if (said === 'words') return text
  if (said === 'met') return t('made.met', { count: amount })
  if (said === 'date') {
    const what = text === 'anniversary' ? 'anniversary' : 'birthday'
    return t(amount === 0 ? `made.date.today.${what}` : `made.date.tomorrow.${what}`, { name })
  }
  if (said === 'quote')
    return name === '' ? t('made.own', { text }) : t('made.quote', { name, text })
  return t(`made.${said}`, { name, text })
}

/** A number that opens a source: a post its page, what was published its address, else what is held of it. */
function Mark({
  source: { number, kind, id, author_id, name, excerpt, link },
}: {
  source: Source
}) {
  const { t } = useTranslation('feed')
  const look = {
    className: css.mark,
    title: excerpt,
    'aria-label': t('made.source', { number, name: name === '' ? t('made.you') : name, excerpt }),
  }
  if (kind === 'item')
    return (
      <a {...look} href={link} target="_blank" rel="noopener noreferrer nofollow">
        {number}
      </a>
    )
  const to = kind === 'post' ? `/people/of/${author_id}/${id}` : `/you?event=${id}`
  return (
    <Link {...look} to={to}>
      {number}
    </Link>
  )
}
