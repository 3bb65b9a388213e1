import { queryOptions } from '@tanstack/react-query'

import { api, call } from '@/api/client'
import type { components } from '@/api/schema'
import { upload, type UploadOptions } from '@/api/upload'

type Schemas = components['schemas']
export type VideoWork = Schemas['VideoWorkOut']
export type VideoFacts = Schemas['VideoOut']

const ASK_AGAIN_MS = 1000
const isDone = (work: VideoWork | undefined) => work?.state === 'ready' || work?.state === 'failed'

/** What browsers call what is taken; some know Matroska by its ending alone. */
export const VIDEO_TYPES = 'video/mp4,video/quicktime,video/webm,video/x-matroska,.mkv,.mov'

export const isVideo = ({ type, name }: File) =>
  type.startsWith('video/') || /\.(mkv|mov|mp4|m4v|webm)$/i.test(name)

/** How large and long videos may be here, or why none are taken. */
export const videoLimitsQuery = queryOptions({
  queryKey: ['videos', 'limits'],
  staleTime: 60_000,
  queryFn: ({ signal }) => call(api.GET('/api/videos', { signal })),
})

/** How it stands with a video that isn't used yet; asked again until it is ready or has failed. */
export const videoWorkQuery = (id: string) =>
  queryOptions({
    queryKey: ['videos', id],
    retry: false,
    queryFn: ({ signal }): Promise<VideoWork> =>
      call(api.GET('/api/videos/{video_id}', { params: { path: { video_id: id } }, signal })),
    refetchInterval: ({ state }) =>
      isDone(state.data) || state.status === 'error' ? false : ASK_AGAIN_MS,
  })

/** Sends a video, to be drawn anew. */
export const takeVideo = (file: File, options: UploadOptions) =>
  upload<VideoWork>('/api/videos', file, options)

export const dropVideo = (id: string) =>
  api.DELETE('/api/videos/{video_id}', { params: { path: { video_id: id } } })

/** Gives a video its captions (WebVTT or SubRip), instead of others; how many they are. */
export async function setCaptions(id: string, file: File): Promise<number> {
  const params = { path: { video_id: id } }
  const text = await file.text()
  return (await call(api.PUT('/api/videos/{video_id}/captions', { params, body: { text } }))).number
}

export const waitingPoster = (id: string) => `/api/videos/${id}/poster`

export const postVideo = (author: string, id: string) => `/api/social/videos/${author}/${id}`

export const chatVideo = (author: string, id: string) => `/api/chats/videos/${author}/${id}`
