import { findLinks } from './links'

/** Words that somebody wrote, with the addresses in them as ways out that carry nothing along. */
export function Linked({ text }: { text: string }) {
  return findLinks(text).map(({ words, to }, index) =>
    to === undefined ? (
      words
    ) : (
      <a key={index} href={to} target="_blank" rel="noopener noreferrer nofollow ugc">
        {words}
      </a>
    ),
  )
}
