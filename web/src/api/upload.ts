import { csrfHeaders, noteStatus } from './client'
import { Problem, problemFrom } from './problem'

export interface UploadOptions {
  /** Called with bytes sent so far and bytes in all. */
  onProgress?: (sent: number, total: number) => void
  signal?: AbortSignal
}

/**
 * Posts a form (files and fields), or a file as it is, and reports progress, which fetch() cannot.
 *
 * Gives the JSON of the answer. Throws `Problem`, or the signal's reason when aborted.
 */
export function upload<T>(
  path: string,
  body: FormData | Blob,
  options: UploadOptions = {},
): Promise<T> {
  const { onProgress, signal } = options
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('Accept', 'application/json')
    for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total)
    request.onerror = () => reject(new Problem({ status: 0, title: 'offline' }))
    request.onabort = () => reject(signal?.reason as Error)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as T)
        return
      }
      noteStatus(request.status, path)
      reject(problemFrom(request.status, request.statusText, request.responseText))
    }
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}
