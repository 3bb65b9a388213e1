import type { Page, Response } from '@playwright/test'

const LENGTH_MS = 1500

/** Where the bytes of videos are, not their pictures and captions. */
export const FILMS = /\/videos\/[^/]+\/[^/]+$/

/** What is said in it, in WebVTT. */
export const CAPTIONS = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nLook, it glows\n')

/** Has a page film a moving picture with a tone, as a browser writes it: WebM, without its length in the head. */
export async function film(page: Page): Promise<Buffer> {
  const written = await page.evaluate(async (lengthMs) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const brush = canvas.getContext('2d')
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    const heard = audio.createMediaStreamDestination()
    tone.connect(heard)
    tone.start()
    const stream = canvas.captureStream(25)
    for (const track of heard.stream.getTracks()) stream.addTrack(track)
    const parts: Blob[] = []
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' })
    recorder.ondataavailable = ({ data }) => parts.push(data)
    const ended = new Promise((resolve) => (recorder.onstop = resolve))
    recorder.start()
    const began = performance.now()
    await new Promise<void>((resolve) => {
      const draw = setInterval(() => {
        const past = performance.now() - began
        if (brush) {
          brush.fillStyle = `hsl(${past / 10} 70% 45%)`
          brush.fillRect(0, 0, 320, 180)
          brush.fillStyle = 'white'
          brush.fillRect(past / 6, 60, 60, 60)
        }
        if (past < lengthMs) return
        clearInterval(draw)
        resolve()
      }, 40)
    })
    recorder.stop()
    await ended
    await audio.close()
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }, LENGTH_MS)
  return Buffer.from(written, 'latin1')
}

/**
 * Plays a video without sound; gives how its bytes came (206: in parts) and whether its time went on.
 *
 * @param coming - The first of its bytes, where they come before it is played.
 */
export async function play(
  page: Page,
  name: string,
  coming: Promise<Response> = page.waitForResponse(FILMS),
): Promise<{ status: number; isGoingOn: boolean }> {
  const video = page.getByLabel(name, { exact: true })
  const isGoingOn = await video.evaluate(async (element: HTMLVideoElement) => {
    element.muted = true
    await element.play()
    while (element.currentTime < 0.2) await new Promise(requestAnimationFrame)
    element.pause()
    return element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
  })
  return { status: (await coming).status(), isGoingOn }
}
