export const LANGUAGES = ['python', 'javascript', 'curl'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a program is to ask. */
export interface Wish {
  /** Where the API is, such as `https://beknown.example/v1`. */
  base: string
  model: string
  message: string
}

/** A text as a literal of Python and of JavaScript alike. */
const literal = (text: string) => JSON.stringify(text)

/** A text that a shell takes as it stands. */
const shell = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`

function python({ base, model, message }: Wish): string {
  return `# pip install openai
import os

from openai import OpenAI

client = OpenAI(base_url=${literal(base)}, api_key=os.environ["BEKNOWN_KEY"])
stream = client.chat.completions.create(
    model=${literal(model)},
    messages=[{"role": "user", "content": ${literal(message)}}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()`
}

function javascript({ base, model, message }: Wish): string {
  return `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: ${literal(base)}, apiKey: process.env.BEKNOWN_KEY })
const stream = await client.chat.completions.create({
  model: ${literal(model)},
  messages: [{ role: 'user', content: ${literal(message)} }],
  stream: true,
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')`
}

function curl({ base, model, message }: Wish): string {
  const body = JSON.stringify({
    model,
    messages: [{ role: 'user', content: message }],
    stream: true,
  })
  return `curl --no-buffer ${shell(`${base}/chat/completions`)} \\
  --header "Authorization: Bearer $BEKNOWN_KEY" \\
  --header 'Content-Type: application/json' \\
  --data ${shell(body)}`
}

const WRITERS = { python, javascript, curl }

/** A program that asks. The key comes from its environment: it has no place in code. */
export const writeCode = (language: Language, wish: Wish) => WRITERS[language](wish)

/** A program as a block of Markdown, which has its colours and its copy button. */
export const asBlock = (language: Language, wish: Wish) =>
  `\`\`\`${language === 'curl' ? 'bash' : language}\n${writeCode(language, wish)}\n\`\`\``
