/** The providers that are spoken to, and how each is reached. */
import { AiError } from "@effect/ai"
import { AnthropicClient, AnthropicLanguageModel } from "@effect/ai-anthropic"
import { OpenAiClient, OpenAiLanguageModel } from "@effect/ai-openai"
import { HttpClient } from "@effect/platform"
import { Context, Effect, Option, type Redacted, Ref, type Scope, Stream } from "effect"
import * as BaseUrl from "./BaseUrl.ts"
import * as ChatCompletions from "./ChatCompletions.ts"
import type * as ModelError from "./ModelError.ts"
import * as Writer from "./Writer.ts"

export const names = ["openai", "anthropic", "google", "compatible"] as const
export type Provider = typeof names[number]

/** What is needed to reach one provider; `base_url` as people write it, with or without the version in its path. */
export interface Access {
  readonly api_key?: Redacted.Redacted | undefined
  readonly base_url?: string | undefined
}

/** Providers that refuse to speak without a key; a `compatible` server needs an address instead. */
export const missing = (provider: Provider, access: Access): string | undefined => {
  if (provider === "compatible") return access.base_url === undefined ? "COMPATIBLE_BASE_URL" : undefined
  return access.api_key === undefined ? `${provider.toUpperCase()}_API_KEY` : undefined
}

type Made = Effect.Effect<Writer.Writer, never, HttpClient.HttpClient | Scope.Scope>

export const make = (provider: Provider, model: string, access: Access): Made => {
  switch (provider) {
    case "openai":
      return openAi(model, access)
    case "anthropic":
      return anthropic(model, access)
    case "google":
      return chat(provider, model, { ...access, base_url: access.base_url ?? google })
    case "compatible":
      return chat(provider, model, access)
  }
}
const google = "https://generativelanguage.googleapis.com/v1beta/openai"

/** Reasoning models take no temperature. */
const temperatureOf = (model: string, request: Writer.Request) =>
  /^(o\d|gpt-5)/.test(model) ? {} : { temperature: request.temperature }

const chat = (provider: string, model: string, access: Access): Made =>
  Effect.map(
    ChatCompletions.make({ base_url: BaseUrl.openAi(access.base_url), model, api_key: access.api_key }),
    (languageModel) =>
      Writer.fromLanguageModel({
        provider,
        model,
        languageModel,
        settings: (request) =>
          Context.make(ChatCompletions.ChatSettings, {
            ...temperatureOf(model, request),
            max_tokens: request.max_output_tokens
          })
      })
  )

const anthropic = (model: string, access: Access): Made =>
  Effect.gen(function*() {
    const client = yield* AnthropicClient.make({
      apiKey: access.api_key,
      apiUrl: BaseUrl.anthropic(access.base_url),
      // Before the generated client reads a failure's body as Anthropic's: a proxy's 429 would become a parse error.
      transformClient: HttpClient.filterStatusOk
    })
    const languageModel = yield* AnthropicLanguageModel.make({ model }).pipe(
      Effect.provideService(AnthropicClient.AnthropicClient, client)
    )
    return Writer.fromLanguageModel({
      provider: "anthropic",
      model,
      languageModel,
      settings: (request) =>
        Context.make(AnthropicLanguageModel.Config, {
          temperature: request.temperature,
          max_tokens: request.max_output_tokens
        })
    })
  })

const openAi = (model: string, access: Access): Made =>
  Effect.gen(function*() {
    const client = yield* OpenAiClient.make({
      apiKey: access.api_key,
      apiUrl: BaseUrl.openAi(access.base_url),
      transformClient: HttpClient.filterStatusOk
    })
    const languageModel = yield* OpenAiLanguageModel.make({ model }).pipe(
      Effect.provideService(OpenAiClient.OpenAiClient, outspoken(client))
    )
    const responses = Writer.fromLanguageModel({
      provider: "openai",
      model,
      languageModel,
      settings: (request) =>
        Context.make(OpenAiLanguageModel.Config, {
          ...temperatureOf(model, request),
          max_output_tokens: request.max_output_tokens
        })
    })
    return access.base_url === undefined ? responses : yield* eitherOf(responses, yield* chat("openai", model, access))
  })

/** A client that fails where OpenAI's tells of a failure in a body that came with status 200. */
const outspoken = (client: OpenAiClient.Service): OpenAiClient.Service => ({
  ...client,
  createResponse: (options) =>
    Effect.flatMap(
      client.createResponse(options),
      (response) =>
        response.status === "failed" || response.status === "cancelled"
          ? failed("createResponse", response.error?.code)
          : Effect.succeed(response)
    ),
  createResponseStream: (options) =>
    Stream.mapEffect(client.createResponseStream(options), (event) => {
      if (event.type === "response.failed") return failed("createResponseStream", event.response.error?.code)
      if (event.type === "error") return failed("createResponseStream", event.code)
      return Effect.succeed(event)
    })
})
const failed = (method: string, code: string | null | undefined) =>
  new AiError.UnknownError({ module: "OpenAiClient", method, description: code ?? "server_error" })

/**
 * Many servers under a custom OPENAI_BASE_URL have chat completions only. The first 404 of the responses API moves
 * this model over, and once chat completions have answered it stays there.
 */
const eitherOf = (responses: Writer.Writer, chat: Writer.Writer): Effect.Effect<Writer.Writer> =>
  Effect.map(Ref.make(false), (moved): Writer.Writer => {
    const elsewhere = (error: ModelError.ModelError) => error.problem === "unknown_model" && error.status === 404
    return {
      provider: responses.provider,
      model: responses.model,
      write: (request) =>
        Effect.flatMap(
          Ref.get(moved),
          (there) =>
            there ?
              chat.write(request) :
              Effect.catchIf(
                responses.write(request),
                elsewhere,
                () => Effect.zipLeft(chat.write(request), Ref.set(moved, true))
              )
        ),
      stream: (request) =>
        Stream.unwrap(
          Effect.map(Ref.get(moved), (there) =>
            there ? chat.stream(request) : Stream.catchSome(responses.stream(request), (error) =>
              elsewhere(error)
                ? Option.some(Stream.tap(chat.stream(request), () =>
                  Ref.set(moved, true)))
                : Option.none()))
        )
    }
  })
