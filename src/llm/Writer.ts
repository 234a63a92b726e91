/** One language model as Holdfast uses it: a text for a prompt, whole or in pieces, and failures that say what they are. */
import type { AiError, LanguageModel, Response } from "@effect/ai"
import { Clock, type Context, Duration, Effect, Option, Ref, Stream } from "effect"
import * as ModelError from "./ModelError.ts"

export interface Request {
  readonly system: string
  readonly prompt: string
  readonly max_output_tokens: number
  readonly temperature: number
}

export interface Completion {
  readonly text: string
  /** The text stops because it reached the limit of output tokens. */
  readonly truncated: boolean
  /** As the provider counted; absent where it does not say. */
  readonly tokens: { readonly input: number; readonly output: number } | undefined
}

/** Pieces of text, and last of all the whole. A stream without that last one has failed, and says so. */
export type Delta =
  | { readonly _tag: "piece"; readonly text: string }
  | { readonly _tag: "done"; readonly completion: Completion }

export interface Writer extends ModelError.Subject {
  readonly write: (request: Request) => Effect.Effect<Completion, ModelError.ModelError>
  readonly stream: (request: Request) => Stream.Stream<Delta, ModelError.ModelError>
}

/**
 * Any model of `@effect/ai` as a writer. `settings` gives the context in which the provider finds temperature and
 * output limit. What a provider reports as success without being one (no text, no end, an error in the stream, a
 * stream that falls silent) fails here.
 */
export const fromLanguageModel = (
  options: ModelError.Subject & {
    readonly languageModel: LanguageModel.Service
    readonly settings: (request: Request) => Context.Context<never>
    readonly idle?: Duration.DurationInput
  }
): Writer => {
  const subject = { provider: options.provider, model: options.model }
  const idle = options.idle ?? Duration.seconds(10)
  const translated = (error: AiError.AiError) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.fail(ModelError.fromAiError(subject, now)(error)))

  const finished = (text: string, finish: Finish) => {
    if (finish.reason === "content-filter") return ModelError.make(subject, "refused")
    if (finish.reason === "error") return ModelError.make(subject, "unavailable")
    if (text.trim() === "") return ModelError.make(subject, "empty")
    const { inputTokens: input, outputTokens: output } = finish.usage
    return Effect.succeed<Completion>({
      text: text.trim(),
      truncated: finish.reason === "length",
      tokens: input === undefined || output === undefined ? undefined : { input, output }
    })
  }

  const part = (seen: Ref.Ref<Seen>) => (part: Response.StreamPart<{}>) => {
    switch (part.type) {
      case "text-delta":
        return Effect.as(
          Ref.update(seen, ({ text }) => ({ text: text + part.delta, done: false })),
          Option.some<Delta>({ _tag: "piece", text: part.delta })
        )
      case "finish":
        return Effect.flatMap(
          Ref.getAndUpdate(seen, ({ text }) => ({ text, done: true })),
          ({ text }) =>
            Effect.map(finished(text, part), (completion) => Option.some<Delta>({ _tag: "done", completion }))
        )
      case "error":
        return Effect.fail(ModelError.fromEvent(subject, part.error))
      default:
        return Effect.succeed(Option.none<Delta>())
    }
  }

  const whole = (seen: Seen) =>
    seen.done ? Effect.void : Effect.fail(ModelError.make(subject, seen.text === "" ? "malformed" : "connection"))

  return {
    ...subject,
    write: (request) =>
      options.languageModel.generateText({ prompt: messages(request) }).pipe(
        Effect.catchAll(translated),
        Effect.flatMap((response) => finished(response.text, { reason: response.finishReason, usage: response.usage })),
        Effect.provide(options.settings(request))
      ),
    stream: (request) =>
      Stream.unwrap(
        Effect.map(Ref.make<Seen>({ text: "", done: false }), (seen) =>
          options.languageModel.streamText({ prompt: messages(request) }).pipe(
            Stream.catchAll(translated),
            Stream.timeoutFail(() =>
              ModelError.make(subject, "timeout"), idle),
            Stream.mapEffect(part(seen)),
            Stream.filterMap((delta) => delta),
            Stream.takeUntil((delta) => delta._tag === "done"),
            Stream.concat(Stream.execute(Effect.flatMap(Ref.get(seen), whole))),
            Stream.provideSomeContext(options.settings(request))
          ))
      )
  }
}

interface Seen {
  readonly text: string
  readonly done: boolean
}
type Finish = Pick<Response.FinishPart, "reason" | "usage">

const messages = (request: Request) => [
  { role: "system" as const, content: request.system },
  { role: "user" as const, content: [{ type: "text" as const, text: request.prompt }] }
]
