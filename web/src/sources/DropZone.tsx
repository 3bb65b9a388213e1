import { useQueryClient } from '@tanstack/react-query'
import { FolderOpen, Upload, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'

import { upload } from '@/api/upload'
import { Button } from '@/kit/Button'
import { cx } from '@/kit/cx'
import { ErrorNotice } from '@/kit/ErrorNotice'
import { useTranslation } from '@/kit/i18n'
import { useFormat } from '@/kit/locale'
import { ProgressBar } from '@/kit/Progress'

import css from './Bring.module.css'
import { filesOf } from './dropped'
import type { Import } from './queries'

interface Sending {
  names: string[]
  sent: number
  total: number
  abort: AbortController
}

function useSending() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [sending, setSending] = useState<Sending | null>(null)
  const [error, setError] = useState<unknown>(null)

  async function send(files: readonly File[]) {
    if (files.length === 0) return
    const abort = new AbortController()
    const form = new FormData()
    form.set('time_zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
    for (const file of files) form.append('files', file, file.webkitRelativePath || file.name)
    const names = files.map(({ name }) => name)
    const total = files.reduce((sum, { size }) => sum + size, 0)
    setError(null)
    setSending({ names, sent: 0, total, abort })
    try {
      const begun = await upload<Import>('/api/imports', form, {
        signal: abort.signal,
        onProgress: (sent, all) => setSending({ names, sent, total: all, abort }),
      })
      await queries.invalidateQueries({ queryKey: ['imports'] })
      void queries.invalidateQueries({ queryKey: ['tasks'] })
      await navigate(`/bring/${begun.id}`)
    } catch (thrown) {
      if (!abort.signal.aborted) setError(thrown)
    } finally {
      setSending(null)
    }
  }

  return { sending, error, send }
}

/** Takes what is dropped anywhere on the page, so that a near miss doesn't leave it. */
function useDrop(
  send: ((files: readonly File[]) => Promise<void>) | null,
  setOver: (isOver: boolean) => void,
) {
  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort
    const over = (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    }
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer && send) void filesOf(event.dataTransfer).then(send)
    }
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => abort.abort()
  })
}

/** Where archives are dropped or chosen, and seen on their way. */
export function DropZone() {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const { sending, error, send } = useSending()
  const [isOver, setOver] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  useDrop(sending === null ? send : null, setOver)

  if (sending !== null)
    return (
      <div className={css.drop}>
        <ProgressBar
          label={t('drop.sending', { names: format.list(sending.names.slice(0, 3)) })}
          done={Math.round(sending.sent / 1024)}
          total={Math.round(sending.total / 1024)}
          isBare
        />
        <p>{t('drop.sending', { names: format.list(sending.names.slice(0, 3)) })}</p>
        <Button icon={X} onClick={() => sending.abort.abort()}>
          {t('drop.stop')}
        </Button>
      </div>
    )

  return (
    <>
      <div className={cx(css.drop, isOver && css.over)}>
        <span className={css.dropIcon}>
          <Upload aria-hidden />
        </span>
        <h2>{t(isOver ? 'drop.release' : 'drop.title')}</h2>
        <p>{t('drop.hint')}</p>
        <div className={css.dropActions}>
          <Button kind="primary" icon={Upload} onClick={() => files.current?.click()}>
            {t('drop.choose')}
          </Button>
          <Button icon={FolderOpen} onClick={() => folder.current?.click()}>
            {t('drop.folder')}
          </Button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t('drop.choose')}
          onChange={({ target }) => void send(Array.from(target.files ?? []))}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={t('drop.folder')}
          onChange={({ target }) => void send(Array.from(target.files ?? []))}
          {...{ webkitdirectory: '' }}
        />
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
