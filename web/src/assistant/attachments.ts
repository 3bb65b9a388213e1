import type { AttachmentAdapter, CompleteAttachment, PendingAttachment } from '@assistant-ui/react'

import { api, call } from '@/api/client'
import { asProblem } from '@/api/problem'
import { upload } from '@/api/upload'
import { toastError } from '@/kit/toasts'

import type { ReadFile } from './chat'
import type { Attachment } from './types'

/** What a file became, by the id the composer knows it by. */
const uploaded = new Map<string, Attachment>()
const readFiles = new Map<string, ReadFile>()
let count = 0

/** Uploads each file when it is added, so that what can't be read is said at once. */
export function makeAttachmentAdapter(isTemporary: boolean): AttachmentAdapter {
  return {
    accept: '*',
    async *add({ file }) {
      const id = `file-${++count}`
      const pending: PendingAttachment = {
        id,
        type: file.type.startsWith('image/') ? 'image' : 'document',
        name: file.name,
        contentType: file.type,
        file,
        status: { type: 'running', reason: 'uploading', progress: 0 },
      }
      yield pending
      try {
        const form = new FormData()
        form.append('file', file)
        if (isTemporary) readFiles.set(id, await upload<ReadFile>('/api/attachments/read', form))
        else uploaded.set(id, await upload<Attachment>('/api/attachments', form))
        yield { ...pending, status: { type: 'requires-action', reason: 'composer-send' } }
      } catch (error) {
        toastError(error, file.name)
        const message = asProblem(error).message
        yield { ...pending, status: { type: 'incomplete', reason: 'error', message } }
      }
    },
    async remove(attachment) {
      readFiles.delete(attachment.id)
      const known = uploaded.get(attachment.id)
      uploaded.delete(attachment.id)
      if (known) {
        await call(
          api.DELETE('/api/attachments/{attachment_id}', {
            params: { path: { attachment_id: known.id } },
          }),
        )
      }
    },
    send: (attachment): Promise<CompleteAttachment> =>
      Promise.resolve({ ...attachment, status: { type: 'complete' }, content: [] }),
  }
}

/** Gives what the files of a message became, and forgets them here. */
export function takeFiles(attachments: readonly CompleteAttachment[]): {
  attachments: Attachment[]
  files: ReadFile[]
} {
  const taken: { attachments: Attachment[]; files: ReadFile[] } = { attachments: [], files: [] }
  for (const { id } of attachments) {
    const kept = uploaded.get(id)
    const read = readFiles.get(id)
    if (kept) taken.attachments.push(kept)
    if (read) taken.files.push(read)
    uploaded.delete(id)
    readFiles.delete(id)
  }
  return taken
}
