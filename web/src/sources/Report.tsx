import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { useFormat } from '@/kit/locale'

import css from './Bring.module.css'
import { groupAlike, type Alike } from './alike'
import { nameAccount, nameKind } from './naming'
import type { Finding, Import, Totals } from './queries'

const OUTCOMES = ['kept', 'known', 'forgotten', 'empty', 'refused', 'unread'] as const

function TotalsBar({ totals }: { totals: Totals }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const shown = OUTCOMES.filter((outcome) => totals[outcome] > 0)
  if (shown.length === 0) return <p>{t('report.nothing')}</p>
  return (
    <>
      <div className={css.bar} aria-hidden>
        {shown.map((outcome) => (
          <span key={outcome} className={css[outcome]} style={{ flexGrow: totals[outcome] }} />
        ))}
      </div>
      <ul role="list" className={css.legend}>
        {shown.map((outcome) => (
          <li key={outcome}>
            <i className={css[outcome]} aria-hidden />
            <b>{format.number(totals[outcome])}</b> {t(`report.${outcome}`)}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Findings that say the same of several files stand together. */
function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('sources')
  if (findings.length === 0) return <p className={css.count}>{t('report.all')}</p>
  return (
    <Rows label={t('report.findings')}>
      {groupAlike(findings).map((alike) => (
        <FindingRow key={`${alike[0].outcome} ${alike[0].reason} ${alike[0].file}`} alike={alike} />
      ))}
    </Rows>
  )
}

function FindingRow({ alike }: { alike: Alike }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const [first] = alike
  const count = alike.reduce((sum, each) => sum + each.count, 0)
  const badge = (
    <Badge tone={first.outcome === 'refused' ? 'bad' : 'plain'}>
      {t(`report.${first.outcome}`)}: {t('report.times', { count, shown: format.number(count) })}
    </Badge>
  )
  if (alike.length === 1)
    return (
      <Row
        title={<span className={css.file}>{first.file}</span>}
        hint={
          <>
            {first.reason}
            {first.index !== null &&
              first.index > 0 &&
              ` (${t('report.at', { index: format.number(first.index + 1) })})`}
          </>
        }
        actions={badge}
      />
    )
  return (
    <Row title={first.reason} actions={badge}>
      <details className={css.files}>
        <summary>
          {t('report.files', { count: alike.length, shown: format.number(alike.length) })}
        </summary>
        <ul role="list">
          {alike.map(({ file }) => (
            <li key={file} className={css.file}>
              {file}
            </li>
          ))}
        </ul>
      </details>
    </Row>
  )
}

/** What became of every record of an import. */
export function Report({ report }: { report: Import['report'] }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  return (
    <>
      <Card title={t('report.title')} hint={t('report.hint')}>
        <TotalsBar totals={report.totals} />
      </Card>
      {report.sources.length > 0 && (
        <Card title={t('report.sources')}>
          <Rows label={t('report.sources')}>
            {report.sources.map(({ kind, account, kept, known }) => (
              <Row
                key={`${kind} ${account}`}
                title={nameKind(t, kind)}
                hint={nameAccount(t, account)}
                actions={
                  <span className={css.count}>
                    {t('report.sourceKept', { count: kept, shown: format.number(kept) })}
                    {known > 0 &&
                      ` · ${t('report.sourceKnown', { count: known, shown: format.number(known) })}`}
                  </span>
                }
              />
            ))}
          </Rows>
        </Card>
      )}
      <Card title={t('report.findings')} hint={t('report.findingsHint')}>
        <Findings findings={report.findings} />
      </Card>
    </>
  )
}
