import { ExternalLink } from 'lucide-react'
import {
  isValidElement,
  memo,
  useEffect,
  useState,
  type ComponentProps,
  type ReactElement,
  type ReactNode,
} from 'react'
import ReactMarkdown, { type Components, type Options } from 'react-markdown'
import { Link } from 'react-router'
import remarkGfm from 'remark-gfm'

import { CopyButton } from './CopyField'
import { useTranslation } from './i18n'
import css from './Markdown.module.css'
import { bracketsToDollars, hasCode, hasMath } from './markdown-text'

type Plugins = Pick<Options, 'remarkPlugins' | 'rehypePlugins'>

const loadMath = () => import('./markdown-math')
const loadCode = () => import('./markdown-code')

/** Maths and code colours are large, so they come when a text first needs them. */
function usePlugins(text: string): Plugins {
  const [math, setMath] = useState<Plugins>()
  const [code, setCode] = useState<Plugins>()
  const needsMath = hasMath(text)
  const needsCode = hasCode(text)
  useEffect(() => {
    if (needsMath) void loadMath().then((module) => setMath(module.mathPlugins))
  }, [needsMath])
  useEffect(() => {
    if (needsCode) void loadCode().then((module) => setCode(module.codePlugins))
  }, [needsCode])
  return {
    remarkPlugins: [remarkGfm, ...(math?.remarkPlugins ?? [])],
    rehypePlugins: [...(math?.rehypePlugins ?? []), ...(code?.rehypePlugins ?? [])],
  }
}

export function SafeLink({
  href = '',
  children,
}: {
  href?: string | undefined
  children?: ReactNode
}) {
  if (href.startsWith('#')) return <a href={href}>{children}</a>
  if (href.startsWith('/') && !href.startsWith('//')) return <Link to={href}>{children}</Link>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

/** An image of our own server is shown; a foreign one is a link, for loading it tells who reads. */
function SafeImage({ src, alt = '' }: ComponentProps<'img'>) {
  const { t } = useTranslation('kit')
  if (typeof src !== 'string' || src === '') return null
  const url = new URL(src, location.href)
  if (url.origin === location.origin) return <img className={css.image} src={src} alt={alt} />
  return (
    <a
      href={url.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={t('markdown.imageHint', { host: url.host })}
    >
      {t('markdown.image', { name: alt || url.host })}{' '}
      <ExternalLink className={css.inline} size="0.9em" aria-hidden />
    </a>
  )
}

function textIn(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node)
  if (Array.isArray(node)) return node.map(textIn).join('')
  if (isValidElement<{ children?: ReactNode }>(node)) return textIn(node.props.children)
  return ''
}

function CodeBlock({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('kit')
  const code = isValidElement(children)
    ? (children as ReactElement<{ className?: string; children?: ReactNode }>)
    : null
  const language = /language-([\w+#-]+)/.exec(code?.props.className ?? '')?.[1]
  return (
    <div className={css.code}>
      <div className={css.codeHead}>
        <span>{language ?? t('markdown.code')}</span>
        <CopyButton text={textIn(code?.props.children)} />
      </div>
      {/* A keyboard must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{children}</pre>
    </div>
  )
}

const components: Components = {
  // The page has its own h1: what is quoted stands beneath it.
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  a: ({ href, children }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ node: _, ...props }) => <SafeImage {...props} />,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    <div className={css.table}>
      <table>{children}</table>
    </div>
  ),
}

export interface MarkdownProps {
  text: string
  /** Other components for some elements, such as citations for links that begin with `#cite-`. */
  components?: Components
  className?: string | undefined
}

/** Foreign Markdown as safe elements: no raw HTML, no foreign images, links that open aside. */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, components: more, className = css.prose } = props
  const plugins = usePlugins(text)
  return (
    <div className={className}>
      <ReactMarkdown {...plugins} components={more ? { ...components, ...more } : components}>
        {bracketsToDollars(text)}
      </ReactMarkdown>
    </div>
  )
})
