import { Download, Upload } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'

import { Button } from '@/kit/Button'
import { Badge, Card, type BadgeProps } from '@/kit/Card'
import { cx } from '@/kit/cx'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { Row, Rows } from '@/kit/List'

import css from './Bring.module.css'
import { bringList, useReload, type Line } from './followed'

const TONES: Record<Line['outcome'], NonNullable<BadgeProps['tone']>> = {
  added: 'good',
  known: 'plain',
  refused: 'bad',
}

/** Takes what is dropped on an element; the mouse alone does so, a keyboard has the button. */
function useDropOn(
  area: RefObject<HTMLElement | null>,
  send: (file: File | undefined) => Promise<void>,
  setOver: (isOver: boolean) => void,
) {
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const over = (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      void send(event.dataTransfer?.files[0])
    }
    area.current?.addEventListener('dragover', over, { signal })
    area.current?.addEventListener('dragleave', () => setOver(false), { signal })
    area.current?.addEventListener('drop', drop, { signal })
    return () => abort.abort()
  })
}

/** Takes the list of another reader in, by drop or choice, and gives one's own out. */
export function ListCard({ hasFollows }: { hasFollows: boolean }) {
  const { t } = useTranslation('sources')
  const reload = useReload()
  const input = useRef<HTMLInputElement>(null)
  const area = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [lines, setLines] = useState<Line[] | null>(null)

  async function send(file: File | undefined) {
    if (file === undefined) return
    setBusy(true)
    setError(null)
    try {
      setLines(await bringList(file))
      await reload()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }

  useDropOn(area, send, setOver)

  return (
    <div ref={area} className={cx(css.listDrop, isOver && css.over)}>
      <Card title={t('lists.title')} hint={t('lists.hint')}>
        <div className={css.next}>
          <Button icon={Upload} isBusy={isBusy} onClick={() => input.current?.click()}>
            {t('lists.choose')}
          </Button>
          {hasFollows && (
            <a className={css.download} href="/api/followed/lists" download="beknown.opml">
              <Download aria-hidden />
              {t('lists.take')}
            </a>
          )}
        </div>
        <input
          ref={input}
          type="file"
          hidden
          accept=".opml,.xml,text/x-opml,text/xml"
          aria-label={t('lists.choose')}
          onChange={({ target }) => {
            void send(target.files?.[0])
            target.value = ''
          }}
        />
        {error !== null && <ErrorNotice error={error} />}
        {lines !== null && <Report lines={lines} />}
      </Card>
    </div>
  )
}

function Report({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation('sources')
  const count = (outcome: Line['outcome']) =>
    lines.filter((line) => line.outcome === outcome).length
  return (
    <div role="status">
      <p>
        {t('lists.report', {
          added: t('lists.added', { count: count('added') }),
          known: t('lists.known', { count: count('known') }),
          refused: t('lists.refused', { count: count('refused') }),
        })}
      </p>
      <Rows label={t('lists.lines')}>
        {lines.map(({ number, title, address, outcome, reason }) => (
          <Row
            key={number}
            title={<span dir="auto">{title === '' ? address : title}</span>}
            hint={outcome === 'refused' ? reason : address}
            actions={<Badge tone={TONES[outcome]}>{t(`lists.${outcome}One`)}</Badge>}
          />
        ))}
      </Rows>
    </div>
  )
}
