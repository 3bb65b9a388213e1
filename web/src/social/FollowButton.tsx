import { useState } from 'react'

import { Button } from '@/kit/Button'
import { useTranslation } from '@/kit/i18n'
import { toastError } from '@/kit/toasts'

import { follow, useReload, type Person } from './api'

const WORDS = { no: 'follow', waits: 'asked', refused: 'asked', follows: 'following' } as const

/** Follows somebody, or asks to; pressed again it takes that back. */
export function FollowButton({ person }: { person: Person }) {
  const { t } = useTranslation('social')
  const reload = useReload()
  const [isBusy, setBusy] = useState(false)
  const { name, mine } = person
  const isAsked = person.is_private && mine === 'no'
  const named =
    mine === 'no'
      ? isAsked
        ? 'person.askNamed'
        : 'person.followNamed'
      : mine === 'follows'
        ? 'person.unfollowNamed'
        : 'person.takeBackNamed'

  async function change() {
    setBusy(true)
    try {
      await follow(person.id, mine === 'no')
      await reload()
    } catch (error) {
      toastError(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button
      size="s"
      kind={mine === 'no' ? 'primary' : 'plain'}
      isBusy={isBusy}
      aria-label={t(named, { name })}
      onClick={() => void change()}
    >
      {t(isAsked ? 'person.ask' : `person.${WORDS[mine]}`)}
    </Button>
  )
}
