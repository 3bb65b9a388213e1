import type { Options } from 'react-markdown'
import rehypeKatex from 'rehype-katex'
import remarkMath from 'remark-math'

/** Maths as MathML, which browsers draw themselves: no stylesheet, no fonts, no inline styles. */
export const mathPlugins: Pick<Options, 'remarkPlugins' | 'rehypePlugins'> = {
  // One dollar is a price more often than a formula.
  remarkPlugins: [[remarkMath, { singleDollarTextMath: false }]],
  rehypePlugins: [
    [rehypeKatex, { output: 'mathml', throwOnError: false, maxExpand: 200, maxSize: 20 }],
  ],
}
