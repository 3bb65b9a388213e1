import type { Options } from 'react-markdown'
import rehypeHighlight from 'rehype-highlight'

export const codePlugins: Pick<Options, 'rehypePlugins'> = {
  rehypePlugins: [[rehypeHighlight, { detect: false }]],
}
