/** So many times a second a voice is measured: enough for what is said, and little to send. */
export const RATE_HZ = 16_000

const HEAD_BYTES = 44

/** Writes sound between -1 and 1 as a WAV file of one channel and 16 bits. */
export function writeWave(samples: Float32Array, rate: number): ArrayBuffer {
  const bytes = samples.length * 2
  const file = new ArrayBuffer(HEAD_BYTES + bytes)
  const view = new DataView(file)
  const words = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i))
  }
  words(0, 'RIFF')
  view.setUint32(4, HEAD_BYTES - 8 + bytes, true)
  words(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  words(36, 'data')
  view.setUint32(40, bytes, true)
  samples.forEach((sample, place) => {
    const kept = Math.max(-1, Math.min(1, sample))
    view.setInt16(HEAD_BYTES + 2 * place, Math.round(kept * 0x7fff), true)
  })
  return file
}

/** Makes a WAV file of what the browser recorded, in whatever format it did. */
export async function toWave(recorded: Blob): Promise<Blob> {
  const context = new OfflineAudioContext(1, 1, RATE_HZ)
  const sound = await context.decodeAudioData(await recorded.arrayBuffer())
  const mixed = new Float32Array(sound.length)
  for (let channel = 0; channel < sound.numberOfChannels; channel++)
    sound.getChannelData(channel).forEach((sample, place) => {
      mixed[place] = (mixed[place] ?? 0) + sample / sound.numberOfChannels
    })
  return new Blob([writeWave(mixed, sound.sampleRate)], { type: 'audio/wav' })
}
