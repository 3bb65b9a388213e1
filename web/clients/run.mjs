// Real clients of the model API, against a server that a test starts: `node run.mjs ADDRESS KEY CAPABLE SMALL EMBEDDER`.
// Every check throws when it doesn't hold; what was checked is printed as JSON.
import assert from 'node:assert/strict'
import { createOpenAI } from '@ai-sdk/openai'
import { embed, generateText, isStepCount, jsonSchema, Output, streamText, tool } from 'ai'
import OpenAI from 'openai'

const [address, key, capable, small, embedder] = process.argv.slice(2)
const question = 'What is the weather where order 17 goes?'
const sentence = 'Order 17 goes to Lisbon, where it is sunny.'
const orders = { 17: 'Lisbon' }
const skies = { Lisbon: 'sunny' }

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
}
const functions = [
  ['get_order', 'number', 'integer', ({ number }) => ({ city: orders[number] })],
  ['get_weather', 'city', 'string', ({ city }) => ({ sky: skies[city] })],
].map(([name, of, type, run]) => ({
  name,
  run,
  parameters: {
    type: 'object',
    properties: { [of]: { type } },
    required: [of],
    additionalProperties: false,
  },
}))
const run = (name, text) =>
  JSON.stringify(functions.find((each) => each.name === name).run(JSON.parse(text)))

const openai = new OpenAI({ baseURL: `${address}/v1`, apiKey: key, maxRetries: 0 })
const tools = functions.map(({ name, parameters }) => ({
  type: 'function',
  function: { name, parameters },
}))
const sdk = createOpenAI({ baseURL: `${address}/v1`, apiKey: key })
const sdkTools = Object.fromEntries(
  functions.map(({ name, parameters, run: execute }) => [
    name,
    tool({ description: name, inputSchema: jsonSchema(parameters), execute }),
  ]),
)

const checks = {
  'openai: chat': async () => {
    const answer = await openai.chat.completions.create({
      model: small,
      messages: [{ role: 'user', content: 'Say hello.' }],
      max_tokens: 8,
    })
    assert.ok(answer.choices[0].message.content)
    assert.equal(
      answer.usage.total_tokens,
      answer.usage.prompt_tokens + answer.usage.completion_tokens,
    )
  },
  'openai: streaming': async () => {
    const stream = openai.chat.completions.stream({
      model: small,
      messages: [{ role: 'user', content: 'Count to five.' }],
      max_tokens: 12,
      stream_options: { include_usage: true },
    })
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    assert.equal(text, (await stream.finalChatCompletion()).choices[0].message.content)
    assert.ok((await stream.totalUsage()).completion_tokens > 0)
  },
  'openai: a task of two calls': async () => {
    const messages = [{ role: 'user', content: question }]
    for (let step = 0; step < 3; step += 1) {
      const answer = await openai.chat.completions.create({ model: capable, messages, tools })
      const { message } = answer.choices[0]
      messages.push(message)
      for (const call of message.tool_calls ?? [])
        messages.push({
          role: 'tool',
          tool_call_id: call.id,
          content: run(call.function.name, call.function.arguments),
        })
    }
    assert.equal(messages.at(-1).content, sentence)
  },
  'openai: runs the tools itself, in a stream': async () => {
    const runner = openai.chat.completions.runTools({
      model: capable,
      stream: true,
      messages: [{ role: 'user', content: question }],
      tools: functions.map(({ name, parameters, run: call }) => ({
        type: 'function',
        function: { name, description: name, parameters, parse: JSON.parse, function: call },
      })),
    })
    assert.equal(await runner.finalContent(), sentence)
  },
  'openai: a forced tool of the small model': async () => {
    const answer = await openai.chat.completions.create({
      model: small,
      messages: [{ role: 'user', content: question }],
      tools,
      tool_choice: { type: 'function', function: { name: 'get_order' } },
    })
    assert.equal(answer.choices[0].finish_reason, 'tool_calls')
    const [call] = answer.choices[0].message.tool_calls
    assert.equal(call.function.name, 'get_order')
    assert.ok(Number.isInteger(JSON.parse(call.function.arguments).number))
  },
  'openai: a schema': async () => {
    const answer = await openai.chat.completions.parse({
      model: small,
      messages: [{ role: 'user', content: 'Bob is 30 years old. Write him down.' }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'person', strict: true, schema: person },
      },
    })
    assert.deepEqual(Object.keys(JSON.parse(answer.choices[0].message.content)).sort(), [
      'age',
      'name',
    ])
  },
  'openai: responses': async () => {
    const first = await openai.responses.create({
      model: small,
      input: 'My name is Ines.',
      max_output_tokens: 16,
    })
    assert.ok(first.output_text)
    assert.equal((await openai.responses.retrieve(first.id)).id, first.id)
    const stream = await openai.responses.create({
      model: small,
      input: 'What is my name?',
      previous_response_id: first.id,
      max_output_tokens: 16,
      stream: true,
    })
    const kinds = []
    for await (const event of stream) kinds.push(event.type)
    assert.equal(kinds[0], 'response.created')
    assert.ok(['response.completed', 'response.incomplete'].includes(kinds.at(-1)))
    await openai.responses.delete(first.id)
    await assert.rejects(openai.responses.retrieve(first.id), OpenAI.NotFoundError)
  },
  'openai: embeddings': async () => {
    const answer = await openai.embeddings.create({
      model: embedder,
      input: ['a ship', 'a loaf of bread'],
    })
    assert.deepEqual(
      answer.data.map((each) => each.embedding.length),
      [384, 384],
    )
    assert.ok(Math.abs(Math.hypot(...answer.data[0].embedding) - 1) < 0.01)
  },
  'openai: models': async () => {
    const names = []
    for await (const model of openai.models.list()) names.push(model.id)
    assert.ok(names.includes(small) && names.includes(capable))
  },
  'openai: errors': async () => {
    const asked = { messages: [{ role: 'user', content: 'Hi.' }] }
    await assert.rejects(
      openai.chat.completions.create({ model: 'no-such-model', ...asked }),
      OpenAI.NotFoundError,
    )
    await assert.rejects(
      openai.chat.completions.create({ model: 'beknown', ...asked }),
      OpenAI.PermissionDeniedError,
    )
    await assert.rejects(
      openai.chat.completions.create({ model: small, messages: [] }),
      OpenAI.BadRequestError,
    )
    const stranger = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'bk_wrong', maxRetries: 0 })
    await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError)
  },
  'ai: a task of two calls by chat': async () => {
    const answer = await generateText({
      model: sdk.chat(capable),
      prompt: question,
      tools: sdkTools,
      stopWhen: isStepCount(4),
    })
    assert.equal(answer.text, sentence)
    assert.equal(answer.steps.length, 3)
  },
  'ai: a task of two calls by responses, in a stream': async () => {
    const answer = streamText({
      model: sdk.responses(capable),
      prompt: question,
      tools: sdkTools,
      stopWhen: isStepCount(4),
      onError: ({ error }) => {
        throw error
      },
    })
    let text = ''
    for await (const piece of answer.textStream) text += piece
    assert.equal(text, sentence)
    assert.equal((await answer.steps).length, 3)
  },
  'ai: a forced tool of the small model': async () => {
    const answer = await generateText({
      model: sdk.chat(small),
      prompt: question,
      tools: {
        get_order: tool({
          description: 'Finds an order.',
          inputSchema: jsonSchema(functions[0].parameters),
        }),
      },
      toolChoice: { type: 'tool', toolName: 'get_order' },
    })
    assert.equal(answer.toolCalls[0].toolName, 'get_order')
    assert.ok(Number.isInteger(answer.toolCalls[0].input.number))
  },
  'ai: an object': async () => {
    const answer = await generateText({
      model: sdk.chat(small),
      prompt: 'Bob is 30 years old. Write him down.',
      output: Output.object({ schema: jsonSchema(person) }),
    })
    assert.deepEqual(Object.keys(answer.output).sort(), ['age', 'name'])
  },
  'ai: embeddings': async () => {
    const answer = await embed({ model: sdk.embedding(embedder), value: 'a ship on the sea' })
    assert.equal(answer.embedding.length, 384)
  },
  'ai: errors': async () => {
    const ask = generateText({ model: sdk.chat('no-such-model'), prompt: 'Hi.', maxRetries: 0 })
    await assert.rejects(
      ask,
      (error) => error.statusCode === 404 && /no-such-model/.test(error.message),
    )
  },
}

const held = []
for (const [name, check] of Object.entries(checks)) {
  try {
    await check()
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error })
  }
  held.push(name)
}
console.log(JSON.stringify(held))
