import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Message = Schemas['MessageOut']
export type Citation = Schemas['CitationOut']
export type ToolCall = Schemas['ToolCallOut']
export type CareLines = Schemas['CardOut']
export type Attachment = Schemas['AttachmentOut']
export type Conversation = Schemas['ConversationFullOut']
export type About = Schemas['AssistantOut']
export type Reminder = Schemas['ReminderOut']
export type ToolServer = Schemas['ServerOut']

/** The first event of a stream. */
export interface Start {
  conversation_id: string | null
  title: string
  question_id: string | null
  answer_id: string
}

/** The last event of a stream. */
export interface End {
  state: 'done' | 'stopped' | 'failed' | 'waiting'
  error: string | null
  model: string | null
  text: string
  citations: Citation[]
  tool_calls: ToolCall[]
  has_context: boolean
}

/** An event of a stream, read. */
export type Streamed =
  | { name: 'start'; data: Start }
  | { name: 'care'; data: CareLines }
  | { name: 'text'; data: { text: string } }
  | { name: 'step'; data: ToolCall }
  | { name: 'citation'; data: Citation }
  | { name: 'end'; data: End }
