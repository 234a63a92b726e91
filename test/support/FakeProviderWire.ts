/** The bodies that the providers' protocols are made of, as small as their clients accept them. */
export type Finish = "stop" | "length" | "refused"

export interface Body {
  readonly model?: string
  readonly stream?: boolean
  readonly input?: unknown
  readonly messages?: unknown
  readonly system?: unknown
  readonly dimensions?: number
  readonly [other: string]: unknown
}
export const parse = (text: string): Body => {
  try {
    return JSON.parse(text) as Body
  } catch {
    return {}
  }
}

export interface Event {
  /** Whether it brings a piece of the answer's text. */
  readonly delta: boolean
  readonly text: string
}
export interface Protocol {
  readonly whole: (body: Body, text: string, finish: Finish) => unknown
  readonly failed: (body: Body, code: string) => unknown
  readonly error: (status: number) => unknown
  readonly stream?: {
    readonly all: (body: Body, text: string, finish: Finish) => ReadonlyArray<Event>
    readonly failed: (body: Body, code: string) => ReadonlyArray<Event>
  }
}

/** Every string that the request carries as content, in order. */
export const promptOf = (body: Body): string => texts([body.system, body.messages, body.input]).join("\n")

const texts = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (Array.isArray(value)) return value.flatMap(texts)
  if (typeof value === "object" && value !== null) {
    const { content, text } = value as { readonly content?: unknown; readonly text?: unknown }
    return [...texts(content), ...texts(text)]
  }
  return []
}

const pieces = (text: string) => text.match(/\S+\s*/g) ?? []
const tokens = (text: string) => Math.ceil(text.length / 4)
const sse = (data: unknown, delta = false): Event => ({ delta, text: `data: ${JSON.stringify(data)}\n\n` })
const named = (data: { readonly type: string; readonly [field: string]: unknown }, delta = false): Event => ({
  delta,
  text: `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
})
const openAiError = (status: number) => ({
  error: { message: `The fake provider answers ${status}.`, type: "fake", param: null, code: null }
})

const chatFinish = { stop: "stop", length: "length", refused: "content_filter" } as const
const chat: Protocol = {
  whole: (body, text, finish) => ({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: body.model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: chatFinish[finish] }],
    usage: {
      prompt_tokens: tokens(promptOf(body)),
      completion_tokens: tokens(text),
      total_tokens: tokens(promptOf(body)) + tokens(text)
    }
  }),
  failed: (_body, code) => ({ error: { message: "It failed.", type: "server_error", code } }),
  error: openAiError,
  stream: {
    all: (body, text, finish) => [
      chunk(body, { role: "assistant", content: "" }, null),
      ...pieces(text).map((content) => chunk(body, { content }, null, true)),
      chunk(body, {}, chatFinish[finish]),
      sse({
        ...chunkOf(body),
        choices: [],
        usage: { prompt_tokens: tokens(promptOf(body)), completion_tokens: tokens(text), total_tokens: 0 }
      }),
      { delta: false, text: "data: [DONE]\n\n" }
    ],
    failed: (body, code) => [
      chunk(body, { content: "Well " }, null, true),
      sse({ error: { message: "It failed.", type: "server_error", code } })
    ]
  }
}
const chunkOf = (body: Body) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: body.model
})
const chunk = (body: Body, delta: unknown, finish_reason: string | null, brings = false) =>
  sse({ ...chunkOf(body), choices: [{ index: 0, delta, finish_reason }] }, brings)

const response = (body: Body, status: string, text: string, finish: Finish = "stop") => ({
  id: "resp_1",
  object: "response",
  status,
  created_at: 1_700_000_000,
  error: null,
  incomplete_details: finish === "stop"
    ? null
    : { reason: finish === "length" ? "max_output_tokens" : "content_filter" },
  output: text === "" ? [] : [{
    id: "msg_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text, annotations: [] }]
  }],
  instructions: null,
  usage: status === "in_progress" ? null : {
    input_tokens: tokens(promptOf(body)),
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: tokens(text),
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: tokens(promptOf(body)) + tokens(text)
  },
  parallel_tool_calls: true,
  model: body.model,
  tools: [],
  tool_choice: "none",
  metadata: {},
  temperature: 0.3,
  top_p: 1
})
const responses: Protocol = {
  whole: (body, text, finish) => response(body, finish === "stop" ? "completed" : "incomplete", text, finish),
  failed: (body, code) => ({ ...response(body, "failed", ""), error: { code, message: "It failed." } }),
  error: openAiError,
  stream: {
    all: (body, text, finish) => [
      named({ type: "response.created", sequence_number: 0, response: response(body, "in_progress", "") }),
      ...pieces(text).map((delta, i) =>
        named({
          type: "response.output_text.delta",
          sequence_number: i + 1,
          output_index: 0,
          content_index: 0,
          item_id: "msg_1",
          delta,
          logprobs: []
        }, true)
      ),
      named({
        type: finish === "stop" ? "response.completed" : "response.incomplete",
        sequence_number: 1_000,
        response: response(body, finish === "stop" ? "completed" : "incomplete", text, finish)
      })
    ],
    failed: (body, code) => [
      named({ type: "response.created", sequence_number: 0, response: response(body, "in_progress", "") }),
      named({
        type: "response.failed",
        sequence_number: 1,
        response: { ...response(body, "failed", ""), error: { code, message: "It failed." } }
      })
    ]
  }
}

const anthropicFinish = { stop: "end_turn", length: "max_tokens", refused: "refusal" } as const
const message = (body: Body, text: string, finish: Finish | null) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  content: text === "" ? [] : [{ type: "text", text, citations: null }],
  model: body.model,
  stop_reason: finish === null ? null : anthropicFinish[finish],
  stop_sequence: null,
  usage: { input_tokens: tokens(promptOf(body)), output_tokens: tokens(text) },
  container: null,
  context_management: null
})
const messages: Protocol = {
  whole: message,
  failed: (_body, code) => ({ type: "error", error: { type: code, message: "It failed." } }),
  error: (status) => ({ type: "error", error: { type: anthropicType(status), message: `Fake ${status}.` } }),
  stream: {
    all: (body, text, finish) => [
      named({ type: "message_start", message: message(body, "", null) }),
      named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "", citations: null } }),
      named({ type: "ping" }),
      ...pieces(text).map((piece) =>
        named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: piece } }, true)
      ),
      named({ type: "content_block_stop", index: 0 }),
      named({
        type: "message_delta",
        delta: { stop_reason: anthropicFinish[finish], stop_sequence: null },
        usage: { output_tokens: tokens(text) }
      }),
      named({ type: "message_stop" })
    ],
    failed: (body, code) => [
      named({ type: "message_start", message: message(body, "", null) }),
      named({ type: "error", error: { type: code, message: "It failed." } })
    ]
  }
}
const anthropicTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error"
}
const anthropicType = (status: number) => anthropicTypes[status] ?? "api_error"

const embeddings: Protocol = {
  whole: (body) => ({
    object: "list",
    model: body.model,
    data: texts(Array.isArray(body.input) ? body.input : [body.input]).map((text, index) => ({
      object: "embedding",
      index,
      embedding: vector(text, body.dimensions ?? 16)
    })),
    usage: { prompt_tokens: tokens(promptOf(body)), total_tokens: tokens(promptOf(body)) }
  }),
  failed: (_body, code) => ({ error: { message: "It failed.", type: "server_error", code } }),
  error: openAiError
}
/** The same text always gives the same unit vector; texts that share words are nearer. */
const vector = (text: string, dimension: number): ReadonlyArray<number> => {
  const sums = Array.from({ length: dimension }, () => 0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 7
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
    sums[hash % dimension] = (sums[hash % dimension] ?? 0) + 1
  }
  const norm = Math.hypot(...sums) || 1
  return sums.map((sum) => sum / norm)
}
export const protocols: Readonly<Record<string, Protocol>> = {
  "/v1/chat/completions": chat,
  "/v1beta/openai/chat/completions": chat,
  "/v1/responses": responses,
  "/v1/messages": messages,
  "/v1/embeddings": embeddings
}
