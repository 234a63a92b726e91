/** A language model behind OpenAI's chat completions, which nearly every server of models speaks. */
import { AiError, LanguageModel, type Prompt, type Response } from "@effect/ai"
import * as Sse from "@effect/experimental/Sse"
import { HttpClient, type HttpClientError, HttpClientRequest, type HttpClientResponse } from "@effect/platform"
import { Array, Context, Effect, Option, type ParseResult, type Redacted, Schema, Stream } from "effect"

/** What goes with every request beside the messages. */
export class ChatSettings extends Context.Reference<ChatSettings>()("holdfast/llm/ChatSettings", {
  defaultValue: (): { readonly temperature?: number; readonly max_tokens?: number } => ({})
}) {}

/** `base_url` up to and without `/chat/completions`. Images and tools are not sent. */
export const make = (options: {
  readonly base_url: string
  readonly model: string
  readonly api_key?: Redacted.Redacted | undefined
}): Effect.Effect<LanguageModel.Service, never, HttpClient.HttpClient> =>
  Effect.flatMap(HttpClient.HttpClient, (http) => {
    const client = HttpClient.filterStatusOk(http)
    const post = HttpClientRequest.post(`${options.base_url}/chat/completions`).pipe(
      HttpClientRequest.acceptJson,
      options.api_key === undefined ? (request) => request : HttpClientRequest.bearerToken(options.api_key)
    )
    const send = (prompt: Prompt.Prompt, stream: boolean) =>
      Effect.flatMap(ChatSettings, (settings) =>
        client.execute(HttpClientRequest.bodyUnsafeJson(post, {
          model: options.model,
          messages: messages(prompt),
          ...settings,
          ...(stream ? { stream, stream_options: { include_usage: true } } : {})
        })))

    return LanguageModel.make({
      generateText: ({ prompt }) =>
        send(prompt, false).pipe(
          Effect.flatMap((response) => response.text),
          Effect.flatMap(decodeWhole),
          Effect.catchTags(failures("generateText")),
          Effect.flatMap((body) => "error" in body ? failed("generateText", body.error) : Effect.succeed(parts(body)))
        ),
      streamText: ({ prompt }) =>
        send(prompt, true).pipe(
          Effect.map(events),
          Stream.unwrapScoped,
          Stream.catchTags(failures("streamText")),
          Stream.mapEffect((event) => "error" in event ? failed("streamText", event.error) : Effect.succeed(event)),
          deltas
        )
    })
  })

const events = (response: HttpClientResponse.HttpClientResponse) =>
  response.stream.pipe(
    Stream.decodeText(),
    Stream.pipeThroughChannel(Sse.makeChannel()),
    Stream.takeWhile((event) => event.data !== "[DONE]"),
    Stream.mapEffect((event) => decodeEvent(event.data))
  )

const messages = (prompt: Prompt.Prompt) =>
  Array.map(prompt.content, (message) => ({
    role: message.role,
    content: typeof message.content === "string"
      ? message.content
      : Array.filterMap(Array.fromIterable<Prompt.Part>(message.content), textOf).join("\n")
  }))

const textOf = (part: Prompt.Part) => part.type === "text" ? Option.some(part.text) : Option.none()

/** The finish part waits for the end of the stream, because usage comes in an event after the finish reason. */
const deltas = <E, R>(
  chunks: Stream.Stream<typeof Chunk.Type, E, R>
): Stream.Stream<Response.StreamPartEncoded, E, R> =>
  chunks.pipe(
    Stream.map(Option.some),
    Stream.concat(Stream.make(Option.none<typeof Chunk.Type>())),
    Stream.mapAccum(unfinished, step),
    Stream.flattenIterables
  )

interface Ending {
  readonly reason: string | undefined
  readonly usage: typeof TokenUsage.Type | undefined
}
const unfinished: Ending = { reason: undefined, usage: undefined }

const step = (
  ending: Ending,
  chunk: Option.Option<typeof Chunk.Type>
): readonly [Ending, ReadonlyArray<Response.StreamPartEncoded>] => {
  if (Option.isNone(chunk)) {
    return [ending, ending.reason === undefined ? [] : [finish(ending.reason, ending.usage)]]
  }
  const choice = chunk.value.choices[0]
  const delta = choice?.delta?.content ?? ""
  return [
    { reason: choice?.finish_reason ?? ending.reason, usage: chunk.value.usage ?? ending.usage },
    delta === "" ? [] : [{ type: "text-delta", id: "0", delta }]
  ]
}

const parts = (body: typeof Completion.Type): Array<Response.PartEncoded> => {
  const choice = body.choices[0]
  return [
    { type: "text", text: choice?.message.content ?? "" },
    finish(choice?.finish_reason ?? "stop", body.usage ?? undefined)
  ]
}

const finish = (reason: string, usage: typeof TokenUsage.Type | undefined) =>
  ({
    type: "finish",
    reason: reason === "stop" || reason === "length"
      ? reason
      : reason === "content_filter"
      ? "content-filter"
      : "other",
    usage: {
      inputTokens: usage?.prompt_tokens,
      outputTokens: usage?.completion_tokens,
      totalTokens: usage === undefined ? undefined : usage.prompt_tokens + usage.completion_tokens
    }
  }) as const

const TokenUsage = Schema.Struct({ prompt_tokens: Schema.Number, completion_tokens: Schema.Number })
const maybe = <A, I>(schema: Schema.Schema<A, I>) => Schema.optional(Schema.NullOr(schema))

const Failure = Schema.Struct({
  error: Schema.Struct({ code: maybe(Schema.Union(Schema.String, Schema.Number)), type: maybe(Schema.String) })
})
const Completion = Schema.Struct({
  choices: Schema.NonEmptyArray(Schema.Struct({
    message: Schema.Struct({ content: maybe(Schema.String) }),
    finish_reason: maybe(Schema.String)
  })),
  usage: maybe(TokenUsage)
})
const Chunk = Schema.Struct({
  choices: Schema.Array(Schema.Struct({
    delta: maybe(Schema.Struct({ content: maybe(Schema.String) })),
    finish_reason: maybe(Schema.String)
  })),
  usage: maybe(TokenUsage)
})
const decodeWhole = Schema.decodeUnknown(Schema.parseJson(Schema.Union(Failure, Completion)))
const decodeEvent = Schema.decodeUnknown(Schema.parseJson(Schema.Union(Failure, Chunk)))

/** Only the code is told on: a provider's message may repeat what was sent. */
const failed = (method: string, error: typeof Failure.Type["error"]) =>
  new AiError.UnknownError({ module, method, description: String(error.code ?? error.type ?? "") })

const module = "ChatCompletions"
const failures = (method: string) => ({
  RequestError: (error: HttpClientError.RequestError) =>
    AiError.HttpRequestError.fromRequestError({ module, method, error }),
  ResponseError: (error: HttpClientError.ResponseError) =>
    AiError.HttpResponseError.fromResponseError({ module, method, error }),
  ParseError: (error: ParseResult.ParseError) => AiError.MalformedOutput.fromParseError({ module, method, error })
})
