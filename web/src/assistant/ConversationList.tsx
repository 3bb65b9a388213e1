import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Pencil, SquarePen, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { NavLink, useNavigate, useParams } from 'react-router'

import { api, call } from '@/api/client'
import { Button, ButtonLink, IconButton } from '@/kit/Button'
import { ConfirmDialog } from '@/kit/ConfirmDialog'
import { cx } from '@/kit/cx'
import { Dialog } from '@/kit/Dialog'
import { Field, SearchField, TextInput } from '@/kit/Field'
import { Form, SubmitButton } from '@/kit/Form'
import { Highlight } from '@/kit/Highlight'
import { useTranslation } from '@/kit/i18n'
import { Menu, MenuItem } from '@/kit/Menu'
import { around, usePlainWords } from '@/kit/plain-words'
import { toast } from '@/kit/toasts'

import { clearNew } from './chat'
import css from './ConversationList.module.css'
import { conversationsKey } from './store'

interface Entry {
  id: string
  title: string
  updated_at: string
  excerpt?: string | null
  is_answer?: boolean
}

function useEntries() {
  return useInfiniteQuery({
    queryKey: conversationsKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET('/api/conversations', {
          params: { query: pageParam === null ? {} : { before: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  })
}

function useFound(words: string) {
  return useQuery({
    queryKey: ['conversations-found', words],
    enabled: words !== '',
    queryFn: ({ signal }) =>
      call(api.POST('/api/conversations/search', { body: { words }, signal })),
  })
}

/** The person's conversations, beneath the navigation. */
export default function ConversationList() {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const [search, setSearch] = useState('')
  const words = useDeferredValue(search.trim())
  const all = useEntries()
  const found = useFound(words)
  const isSearch = words !== ''
  const entries: Entry[] = isSearch
    ? (found.data ?? [])
    : (all.data?.pages.flatMap((page) => page.conversations) ?? [])
  const isEmpty = entries.length === 0 && !(isSearch ? found.isFetching : all.isPending)
  return (
    <section className={css.list} aria-label={t('list.title')}>
      <ButtonLink to="/" icon={SquarePen} isWide onClick={() => clearNew(client)}>
        {t('newChat')}
      </ButtonLink>
      <SearchField label={t('list.search')} value={search} onChange={setSearch} />
      {isEmpty && <p className={css.none}>{isSearch ? t('list.nothingFound') : t('list.none')}</p>}
      {isSearch ? (
        <Group entries={entries} words={words} />
      ) : (
        byAge(entries).map(([age, group]) => (
          <Group key={age} title={t(`list.${age}`)} entries={group} words="" />
        ))
      )}
      {!isSearch && all.hasNextPage && (
        <Button
          size="s"
          kind="quiet"
          isBusy={all.isFetchingNextPage}
          onClick={() => void all.fetchNextPage()}
        >
          {t('list.earlier')}
        </Button>
      )}
    </section>
  )
}

const DAY_MS = 86_400_000

function byAge(entries: Entry[]): ['today' | 'week' | 'older', Entry[]][] {
  const now = Date.now()
  const groups = { today: [] as Entry[], week: [] as Entry[], older: [] as Entry[] }
  for (const entry of entries) {
    const age = now - Date.parse(entry.updated_at)
    groups[age < DAY_MS ? 'today' : age < 7 * DAY_MS ? 'week' : 'older'].push(entry)
  }
  return (['today', 'week', 'older'] as const)
    .filter((age) => groups[age].length > 0)
    .map((age) => [age, groups[age]])
}

function Group(props: { title?: string; entries: Entry[]; words: string }) {
  if (props.entries.length === 0) return null
  return (
    <div className={css.group}>
      {props.title !== undefined && <h2>{props.title}</h2>}
      <ul role="list">
        {props.entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} words={props.words} />
        ))}
      </ul>
    </div>
  )
}

function EntryLine({ entry, words }: { entry: Entry; words: string }) {
  const { t } = useTranslation('assistant')
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null)
  const excerpt = usePlainWords(entry.excerpt ?? '', entry.is_answer ?? false)
  return (
    <li className={css.entry}>
      <NavLink to={`/c/${entry.id}`} className={cx(css.link)} title={entry.title}>
        <span className={css.title}>
          <Highlight text={entry.title} words={words} />
        </span>
        {excerpt !== '' && (
          <span className={css.excerpt}>
            <Highlight text={around(excerpt, words)} words={words} />
          </span>
        )}
      </NavLink>
      <Menu
        trigger={
          <IconButton
            className={css.more}
            icon={Ellipsis}
            size="s"
            label={t('list.more', { title: entry.title })}
          />
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setOpen('rename')}>
          {t('list.rename')}
        </MenuItem>
        <MenuItem icon={Trash2} isDangerous onSelect={() => setOpen('delete')}>
          {t('list.delete')}
        </MenuItem>
      </Menu>
      <Rename entry={entry} isOpen={open === 'rename'} onClose={() => setOpen(null)} />
      <Delete entry={entry} isOpen={open === 'delete'} onClose={() => setOpen(null)} />
    </li>
  )
}

interface DeedProps {
  entry: Entry
  isOpen: boolean
  onClose: () => void
}

function useChanged() {
  const client = useQueryClient()
  return (id: string) => {
    void client.invalidateQueries({ queryKey: conversationsKey })
    void client.invalidateQueries({ queryKey: ['conversations-found'] })
    void client.invalidateQueries({ queryKey: ['conversation', id] })
  }
}

function Rename({ entry, isOpen, onClose }: DeedProps) {
  const { t } = useTranslation('assistant')
  const { t: kit } = useTranslation('kit')
  const changed = useChanged()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('list.rename')}>
      <Form
        onSubmit={async (value) => {
          await call(
            api.PATCH('/api/conversations/{conversation_id}', {
              params: { path: { conversation_id: entry.id } },
              body: { title: value('title') },
            }),
          )
          changed(entry.id)
          onClose()
        }}
        actions={<SubmitButton>{kit('save')}</SubmitButton>}
      >
        <Field name="title" label={t('list.renameLabel')}>
          <TextInput required maxLength={200} defaultValue={entry.title} data-autofocus="" />
        </Field>
      </Form>
    </Dialog>
  )
}

function Delete({ entry, isOpen, onClose }: DeedProps) {
  const { t } = useTranslation('assistant')
  const client = useQueryClient()
  const navigate = useNavigate()
  const changed = useChanged()
  const { id } = useParams()
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('list.deleteTitle')}
      action={t('list.delete')}
      onConfirm={async () => {
        await call(
          api.DELETE('/api/conversations/{conversation_id}', {
            params: { path: { conversation_id: entry.id } },
          }),
        )
        if (id === entry.id) await navigate('/')
        client.removeQueries({ queryKey: ['conversation', entry.id] })
        changed(entry.id)
        toast({ title: t('list.deleted') })
      }}
    >
      <p>
        <strong>{entry.title}</strong>
      </p>
      <p>{t('list.deleteDetail')}</p>
    </ConfirmDialog>
  )
}
