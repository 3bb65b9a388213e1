import { Badge, Card } from '@/kit/Card'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'
import { useFormat } from '@/kit/locale'

import css from './Bring.module.css'
import { nameKind } from './naming'
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

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  if (findings.length === 0) return <p className={css.count}>{t('report.all')}</p>
  return (
    <Rows label={t('report.findings')}>
      {findings.map(({ file, outcome, reason, count, index }) => (
        <Row
          key={`${file} ${outcome} ${reason}`}
          title={<span className={css.file}>{file}</span>}
          hint={
            <>
              {reason}
              {index !== null && ` (${t('report.at', { index: format.number(index) })})`}
            </>
          }
          actions={
            <Badge tone={outcome === 'refused' ? 'bad' : 'plain'}>
              {t(`report.${outcome}`)}: {t('report.times', { count, shown: format.number(count) })}
            </Badge>
          }
        />
      ))}
    </Rows>
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
                hint={account}
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
