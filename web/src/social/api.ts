import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

import { api, call, csrfHeaders } from '@/api/client'
import { problemFrom } from '@/api/problem'
import type { components } from '@/api/schema'
import { upload } from '@/api/upload'

type Schemas = components['schemas']
export type Person = Schemas['SomeoneOut']
export type Profile = Schemas['ProfileOut']
export type Post = Schemas['PostOut']
export type Posts = Schemas['PostsOut']
export type Thread = Schemas['ThreadOut']
export type PeopleList = Schemas['PeopleListOut']
export type Mute = Schemas['MuteIn']
export type TakenImage = Schemas['TakenImageOut']
export type TakenVoice = Schemas['TakenVoiceOut']
export type Reaction = Schemas['ReactionIn']['kind']
export type Quoted = NonNullable<Post['quoted']>
export type LinkCard = NonNullable<Post['link']>
export type Draft = Schemas['PostSketchOut']
export type Rule = Schemas['RuleOut']
export type Audience = Schemas['PostOut']['shown_to']

/** Everything of this domain stands beneath this key: what is done here may change any of it. */
const KEY = 'social'
const NOBODY = '00000000-0000-0000-0000-000000000000'

export const MAX_TEXT = 5000
export const MAX_ALT = 1000

export const profileQuery = queryOptions({
  queryKey: [KEY, 'profile'],
  queryFn: ({ signal }) => call(api.GET('/api/social/profile', { signal })),
})

export const askingQuery = queryOptions({
  queryKey: [KEY, 'asking'],
  queryFn: ({ signal }) => call(api.GET('/api/social/people/asking', { signal })),
})

export const blockedQuery = queryOptions({
  queryKey: [KEY, 'blocked'],
  queryFn: ({ signal }) => call(api.GET('/api/social/people/blocked', { signal })),
})

export const listsQuery = queryOptions({
  queryKey: [KEY, 'lists'],
  queryFn: ({ signal }) => call(api.GET('/api/social/lists', { signal })),
})

export const draftsQuery = queryOptions({
  queryKey: [KEY, 'drafts'],
  queryFn: ({ signal }) => call(api.GET('/api/social/drafts', { signal })),
})

export const mutesQuery = queryOptions({
  queryKey: [KEY, 'mutes'],
  queryFn: ({ signal }) => call(api.GET('/api/social/mutes', { signal })),
})

/** Under the key of the feed's rules: a muted topic is one of them, that nothing is wanted of it. */
export const topicMutesQuery = queryOptions({
  queryKey: [KEY, 'feed', 'rules'],
  queryFn: ({ signal }) => call(api.GET('/api/feed/rules', { signal })),
})

export const muteTopic = (topic: string) => api.POST('/api/feed/rules/topics', { body: { topic } })

export const unmuteTopic = (id: string) =>
  api.DELETE('/api/feed/rules/{rule_id}', { params: { path: { rule_id: id } } })

export const personQuery = (person: string) =>
  queryOptions({
    queryKey: [KEY, 'person', person],
    retry: false,
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/social/people/{person_id}', {
          params: { path: { person_id: person } },
          signal,
        }),
      ),
  })

const at = (author: string, post: string) => ({ path: { author_id: author, post_id: post } })

export const threadQuery = (author: string, post: string) =>
  queryOptions({
    queryKey: [KEY, 'thread', author, post],
    retry: false,
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/social/posts/{author_id}/{post_id}', { params: at(author, post), signal }),
      ),
  })

export const versionsQuery = (post: Post) =>
  queryOptions({
    queryKey: [KEY, 'versions', post.id, post.edited_at],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/social/posts/{author_id}/{post_id}/versions', {
          params: at(post.author.id, post.id),
          signal,
        }),
      ),
  })

export const reactionsQuery = (post: Post) =>
  queryOptions({
    queryKey: [KEY, 'reactions', post.id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/social/posts/{author_id}/{post_id}/reactions', {
          params: at(post.author.id, post.id),
          signal,
        }),
      ),
  })

/** Which posts a list shows. */
export type Which = { of: 'following' } | { of: 'saved' } | { of: 'person'; person: string }

export const postsKey = (which: Which) => [KEY, 'posts', which]

/** One page of posts, the newest first. */
export function getPosts(which: Which, before: string | null, signal: AbortSignal): Promise<Posts> {
  const query = before === null ? {} : { before }
  if (which.of === 'person') {
    const params = { path: { person_id: which.person }, query }
    return call(api.GET('/api/social/people/{person_id}/posts', { params, signal }))
  }
  return which.of === 'saved'
    ? call(api.GET('/api/social/saved', { params: { query }, signal }))
    : call(api.GET('/api/social/following', { params: { query }, signal }))
}

/** One page of the replies after those that are there. */
export const getReplies = (post: Post, after: string): Promise<Posts> =>
  call(
    api.GET('/api/social/posts/{author_id}/{post_id}/replies', {
      params: { ...at(post.author.id, post.id), query: { after } },
    }),
  )

/** One page of people, by name. */
export const getPeople = (words: string, last: Person | null, signal: AbortSignal) =>
  call(
    api.POST('/api/social/people', {
      body: { words, after_name: last?.name ?? '', after_id: last?.id ?? NOBODY },
      signal,
    }),
  )

export const peopleKey = (words: string) => [KEY, 'people', words]

/** Gives a function that loads anew what was changed. */
export function useReload(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: [KEY] }), [queries])
}

export const react = (post: Post, kind: Reaction | null) =>
  kind === null
    ? api.DELETE('/api/social/posts/{author_id}/{post_id}/reaction', {
        params: at(post.author.id, post.id),
      })
    : api.PUT('/api/social/posts/{author_id}/{post_id}/reaction', {
        params: at(post.author.id, post.id),
        body: { kind },
      })

export const keep = (post: Post, isSaved: boolean) =>
  isSaved
    ? api.PUT('/api/social/posts/{author_id}/{post_id}/saved', {
        params: at(post.author.id, post.id),
      })
    : api.DELETE('/api/social/posts/{author_id}/{post_id}/saved', {
        params: at(post.author.id, post.id),
      })

const of = (person: string) => ({ params: { path: { person_id: person } } })

export const follow = (person: string, isFollowed: boolean) =>
  isFollowed
    ? api.PUT('/api/social/people/{person_id}/follow', of(person))
    : api.DELETE('/api/social/people/{person_id}/follow', of(person))

export const answer = (person: string, isAccepted: boolean) =>
  api.PUT('/api/social/people/{person_id}/answer', {
    ...of(person),
    body: { is_accepted: isAccepted },
  })

export const block = (person: string, isBlocked: boolean) =>
  isBlocked
    ? api.PUT('/api/social/people/{person_id}/block', of(person))
    : api.DELETE('/api/social/people/{person_id}/block', of(person))

/** Sends the picture of the person's profile. */
export async function sendPicture(file: File): Promise<void> {
  const form = new FormData()
  form.append('file', file)
  const sent = await fetch('/api/social/profile/picture', {
    method: 'PUT',
    body: form,
    headers: { Accept: 'application/json', ...csrfHeaders() },
  })
  if (!sent.ok) throw problemFrom(sent.status, sent.statusText, await sent.text())
}

export const imageAddress = (author: string, image: string) =>
  `/api/social/images/${author}/${image}`

export const linkPictureAddress = (author: string, link: string) =>
  `/api/social/links/${author}/${link}`

export const takeLinkAway = (post: Post) =>
  api.DELETE('/api/social/posts/{post_id}/link', { params: { path: { post_id: post.id } } })

export const chatImageAddress = (author: string, image: string) =>
  `/api/chats/images/${author}/${image}`

export const voiceAddress = (author: string, voice: string) =>
  `/api/chats/voices/${author}/${voice}`

/** Sends a voice note, to be written anew and kept until its message is sent. */
export function takeVoice(wave: Blob): Promise<TakenVoice> {
  const form = new FormData()
  form.append('file', wave, 'voice.wav')
  return upload<TakenVoice>('/api/chats/voices', form)
}

export const dropVoice = (voice: string) =>
  api.DELETE('/api/chats/voices/{voice_id}', { params: { path: { voice_id: voice } } })

/** A place where pictures wait until what they belong to is sent. */
export interface ImagePlace {
  most: number
  take: (file: File) => Promise<TakenImage>
  drop: (image: string) => Promise<unknown>
  address: (author: string, image: string) => string
}

function takeAt(path: string): ImagePlace['take'] {
  return (file) => {
    const form = new FormData()
    form.append('file', file)
    return upload<TakenImage>(path, form)
  }
}

export const POST_IMAGES: ImagePlace = {
  most: 4,
  take: takeAt('/api/social/images'),
  drop: (image) =>
    api.DELETE('/api/social/images/{image_id}', { params: { path: { image_id: image } } }),
  address: imageAddress,
}

export const CHAT_IMAGES: ImagePlace = {
  most: 10,
  take: takeAt('/api/chats/images'),
  drop: (image) =>
    api.DELETE('/api/chats/images/{image_id}', { params: { path: { image_id: image } } }),
  address: chatImageAddress,
}

export const setMember = (list: string, person: string, isOn: boolean) => {
  const params = { path: { list_id: list, person_id: person } }
  return isOn
    ? api.PUT('/api/social/lists/{list_id}/members/{person_id}', { params })
    : api.DELETE('/api/social/lists/{list_id}/members/{person_id}', { params })
}

export const makeList = (name: string) => api.POST('/api/social/lists', { body: { name } })

export const deleteList = (list: string) =>
  api.DELETE('/api/social/lists/{list_id}', { params: { path: { list_id: list } } })

export const mute = (what: Mute) => api.POST('/api/social/mutes', { body: what })

export const repost = (post: Post, isOn: boolean) => {
  const params = at(post.author.id, post.id)
  return isOn
    ? api.PUT('/api/social/posts/{author_id}/{post_id}/repost', { params })
    : api.DELETE('/api/social/posts/{author_id}/{post_id}/repost', { params })
}

export const keepDraft = (id: string, body: Schemas['PostSketchIn']) =>
  api.PUT('/api/social/drafts/{draft_id}', { params: { path: { draft_id: id } }, body })

export const deleteDraft = (id: string) =>
  api.DELETE('/api/social/drafts/{draft_id}', { params: { path: { draft_id: id } } })

export const unmute = (id: string) =>
  api.DELETE('/api/social/mutes/{mute_id}', { params: { path: { mute_id: id } } })
