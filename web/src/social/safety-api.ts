import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Case = Schemas['CaseOut']
export type CaseFile = Schemas['CaseFileOut']
export type CaseDecision = Schemas['CaseDecisionOut']
export type OwnDecision = Schemas['OwnDecisionOut']
export type OwnReport = Schemas['OwnReportOut']
export type Deed = Schemas['VerdictIn']['deed']
export type Verdict = Schemas['VerdictIn']
export type Report = Schemas['ReportIn']
export type Reason = Report['reason']

/** What can be reported. */
export type Reportable =
  | { kind: 'post'; author: string; id: string }
  | { kind: 'person'; id: string }
  | { kind: 'message'; chat: string; seq: number; author: string }

export const REASONS: readonly Reason[] = [
  'spam',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'self_harm',
  'illegal',
  'false',
  'other',
]

/** What can be decided about each kind of thing. */
export const DEEDS: Record<Case['kind'], readonly Deed[]> = {
  post: ['dismiss', 'label', 'hide', 'remove', 'warn', 'suspend'],
  message: ['dismiss', 'hide', 'remove', 'warn', 'suspend'],
  person: ['dismiss', 'label', 'hide', 'warn', 'suspend'],
}

/** Beneath the key of the domain, so that whatever changes it loads this anew. */
const KEY = ['social', 'safety']

export const newsQuery = queryOptions({
  queryKey: [...KEY, 'news'],
  queryFn: ({ signal }) => call(api.GET('/api/social/standing/news', { signal })),
})

export const standingQuery = queryOptions({
  queryKey: [...KEY, 'standing'],
  queryFn: ({ signal }) => call(api.GET('/api/social/standing', { signal })),
})

/** Whom a report is about. */
export const aboutOf = (what: Reportable) => (what.kind === 'person' ? what.id : what.author)

/** Whether somebody else than this person looks at reports. */
export const judgeQuery = (person: string) =>
  queryOptions({
    queryKey: [...KEY, 'judge', person],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/social/people/{person_id}/reports/judge', {
          params: { path: { person_id: person } },
          signal,
        }),
      ),
  })

export const moderatorsQuery = queryOptions({
  queryKey: [...KEY, 'moderators'],
  queryFn: ({ signal }) => call(api.GET('/api/social/moderation/moderators', { signal })),
})

export const casesKey = (isWaiting: boolean) => [...KEY, 'cases', isWaiting]

/** One page of cases. */
export const getCases = (isWaiting: boolean, page: number, signal: AbortSignal) =>
  call(
    api.GET('/api/social/moderation/cases', {
      params: { query: { is_waiting: isWaiting, page } },
      signal,
    }),
  )

const of = ({ person_id, id }: Case) => ({ params: { path: { person_id, case_id: id } } })

export const caseQuery = (found: Case) =>
  queryOptions({
    queryKey: [...KEY, 'case', found.person_id, found.id],
    queryFn: ({ signal }) =>
      call(api.GET('/api/social/moderation/cases/{person_id}/{case_id}', { ...of(found), signal })),
  })

export const caseImage = (found: Case, blob: string) =>
  `/api/social/moderation/images/${found.person_id}/${blob}`

export const caseVoice = (found: Case, blob: string) =>
  `/api/social/moderation/voices/${found.person_id}/${blob}`

export const caseVideo = (found: Case, blob: string) =>
  `/api/social/moderation/videos/${found.person_id}/${blob}`

export const casePoster = ({ person_id: person, id }: Case) =>
  `/api/social/moderation/cases/${person}/${id}/poster`

export const caseCaptions = ({ person_id: person, id }: Case) =>
  `/api/social/moderation/cases/${person}/${id}/captions`

export function report(what: Reportable, body: Report) {
  switch (what.kind) {
    case 'post':
      return api.POST('/api/social/posts/{author_id}/{post_id}/reports', {
        params: { path: { author_id: what.author, post_id: what.id } },
        body,
      })
    case 'person':
      return api.POST('/api/social/people/{person_id}/reports', {
        params: { path: { person_id: what.id } },
        body,
      })
    case 'message':
      return api.POST('/api/social/messages/{chat_id}/{seq}/reports', {
        params: { path: { chat_id: what.chat, seq: what.seq } },
        body,
      })
  }
}

export const decide = (found: Case, body: Verdict) =>
  api.POST('/api/social/moderation/cases/{person_id}/{case_id}/decisions', { ...of(found), body })

export const answerAppeal = (found: Case, decision: string, isGranted: boolean, words: string) =>
  api.POST('/api/social/moderation/decisions/{person_id}/{decision_id}/answer', {
    params: { path: { person_id: found.person_id, decision_id: decision } },
    body: { is_granted: isGranted, words },
  })

export const appeal = (decision: string, words: string) =>
  api.POST('/api/social/standing/{decision_id}/appeal', {
    params: { path: { decision_id: decision } },
    body: { words },
  })

export const seeStanding = () => api.POST('/api/social/standing/seen')

export function setModerator(person: string, isOne: boolean) {
  const params = { path: { person_id: person } }
  return isOne
    ? api.PUT('/api/social/moderation/moderators/{person_id}', { params })
    : api.DELETE('/api/social/moderation/moderators/{person_id}', { params })
}

/** Gives a function that loads anew what reports and decisions changed. */
export function useReloadSafety(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(() => client.invalidateQueries({ queryKey: KEY }), [client])
}
