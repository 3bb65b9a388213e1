import css from './Wordmark.module.css'

/** The name, with the stroke of a pen beneath it. */
export function Wordmark({ size = 'm' }: { size?: 'm' | 'l' }) {
  return <span className={size === 'l' ? css.large : css.word}>beknown</span>
}
