/** One model of the answering chain with all that stands before it: rate limit, breaker, time limit, retries. */
import { Clock, Duration, Effect, Option, Ref, Stream } from "effect"
import type { Complexity, Usage } from "../domain/Answer.ts"
import type * as CircuitBreaker from "../resilience/CircuitBreaker.ts"
import * as Deadline from "../resilience/Deadline.ts"
import { isRetryable } from "../resilience/ErrorClassification.ts"
import * as RateLimit from "../resilience/RateLimit.ts"
import * as RetryBudget from "../resilience/RetryBudget.ts"
import * as RetryPolicy from "../resilience/RetryPolicy.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import * as Budget from "./Budget.ts"
import * as ModelError from "./ModelError.ts"
import type { Completion, Request, Writer } from "./Writer.ts"

export type Role = "primary" | "fallback"
export type Failure = ModelError.ModelError | CircuitBreaker.CircuitOpen

export interface Ask extends Request {
  readonly complexity: Complexity
}
export interface Draft extends Completion {
  /** Counted by the provider, or estimated where it does not say. */
  readonly usage: Usage
}

export interface Handle extends ModelError.Subject {
  /** `openai/gpt-4o` */
  readonly name: string
  readonly role: Role
  readonly generate: (ask: Ask) => Effect.Effect<Draft, Failure>
  /** The same in pieces as they come. Once a piece was published nothing is tried again: the failure is the caller's. */
  readonly stream: (ask: Ask, publish: (piece: string) => Effect.Effect<void>) => Effect.Effect<Draft, Failure>
  readonly health: Effect.Effect<Health>
}

/** What is known of a model from the calls that were made; nothing is called to find out. */
export interface Health {
  readonly model: string
  readonly role: Role
  readonly breaker: CircuitBreaker.State
  readonly retry_after_ms: number
  readonly last_success_at: string | null
  readonly last_failure: { readonly at: string; readonly problem: string } | null
}

/** One attempt may take so long, and less where the deadline is nearer. */
export const limits: Readonly<Record<Complexity, number>> = { simple: 10_000, medium: 20_000, complex: 30_000 }
export const caps: Readonly<Record<Role, number>> = { primary: 30_000, fallback: 15_000 }
const attempts: Readonly<Record<Role, number>> = { primary: 3, fallback: 2 }

/** A call that had less time than this says nothing about its provider when it is late, and trips no breaker. */
const telling_ms = 1_000

export const make = Effect.fnUntraced(function*(options: {
  readonly writer: Writer
  readonly role: Role
  readonly breaker: CircuitBreaker.CircuitBreaker
  readonly limiter: RateLimit.RateLimit
  /** Of tokens rather than requests. */
  readonly tokens?: RateLimit.RateLimit | undefined
  /** For one attempt, whatever is asked; default by complexity and role. */
  readonly timeout?: Duration.DurationInput | undefined
  readonly prices: Budget.Prices
  readonly retry?: RetryPolicy.RetryPolicy
}) {
  const { breaker, limiter, role, writer } = options
  const name = `${writer.provider}/${writer.model}`
  const seen = yield* Ref.make<Pick<Health, "last_success_at" | "last_failure">>({
    last_success_at: null,
    last_failure: null
  })
  const policy: RetryPolicy.RetryPolicy = {
    attempts: attempts[role],
    least: Duration.millis(250),
    budget: yield* RetryBudget.make(),
    ...options.retry
  }

  const waited = <A, E>(turn: Effect.Effect<A, E | RateLimit.RateLimited>) =>
    Effect.catchIf(
      turn,
      (error) => error instanceof RateLimit.RateLimited,
      ({ retry_after_ms }) => Effect.fail(ModelError.make(writer, "rate_limited", { retry_after_ms }))
    )

  const turn = waited(Effect.zipRight(breaker.check, limiter.wait(writer.provider)))

  /** Takes as many tokens as the call may use, and gives back what it did not. */
  const paid = (ask: Ask, call: Effect.Effect<Completion, Failure>): Effect.Effect<Completion, Failure> => {
    if (options.tokens === undefined) return call
    const { give, wait } = options.tokens
    const most = promptTokens(ask) + ask.max_output_tokens
    return Effect.zipRight(
      waited(wait(writer.provider, most)),
      call.pipe(
        Effect.tap((completion) => {
          const { input, output } = usedBy(ask, completion)
          return give(writer.provider, most - input - output)
        }),
        Effect.tapError(() => give(writer.provider, most))
      )
    )
  }

  const timed = <A>(limit: number, call: Effect.Effect<A, Failure>): Effect.Effect<A, Failure> =>
    Effect.catchTag(
      Deadline.limited(name, { limit })(call),
      "TimedOut",
      () => Effect.fail(ModelError.make(writer, "timeout"))
    )

  const attempt = (ask: Ask, call: Effect.Effect<Completion, ModelError.ModelError>) => {
    const limit = options.timeout === undefined
      ? Math.min(limits[ask.complexity], caps[role])
      : Duration.toMillis(options.timeout)
    const guarded = Effect.flatMap(
      Deadline.allowance({ limit }),
      ({ millis }) =>
        remembered(millis < telling_ms ? timed(limit, breaker.protect(call)) : breaker.protect(timed(limit, call)))
    )
    return Effect.zipRight(turn, paid(ask, guarded))
  }

  /** Counts and remembers how a call ended that did reach the provider. */
  const remembered = <A>(call: Effect.Effect<A, Failure>): Effect.Effect<A, Failure> =>
    Effect.flatMap(Clock.currentTimeMillis, (started) => {
      const ended = (status: string) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          requests(1, writer.provider, status)
          latency(now - started, writer.provider, status)
          return new Date(now).toISOString()
        })
      return call.pipe(
        Effect.tap(() =>
          Effect.flatMap(ended("ok"), (at) => Ref.update(seen, (was) => ({ ...was, last_success_at: at })))
        ),
        Effect.tapError((error) =>
          error._tag === "CircuitOpen" ? Effect.void : Effect.flatMap(ended(error.problem), (at) => {
            errors(1, writer.provider, error.problem)
            return Ref.update(seen, (was) => ({ ...was, last_failure: { at, problem: error.problem } }))
          })
        )
      )
    })

  const priced = (ask: Ask) => (completion: Completion): Draft => {
    const used = usedBy(ask, completion)
    const usage = {
      input_tokens: used.input,
      output_tokens: used.output,
      cost_usd: Budget.cost(options.prices, name, used)
    }
    cost(usage.cost_usd, writer.provider)
    return { ...completion, usage }
  }

  const handle: Handle = {
    name,
    provider: writer.provider,
    model: writer.model,
    role,
    generate: (ask) =>
      attempt(ask, writer.write(ask)).pipe(
        RetryPolicy.retry({ ...policy, while: (failure, error) => isRetryable(failure) && !isOpen(error) }),
        Effect.map(priced(ask))
      ),
    stream: (ask, publish) =>
      Effect.suspend(() => {
        let published = false
        const call = writer.stream(ask).pipe(
          Stream.tap((delta) => {
            if (delta._tag === "done") return Effect.void
            published = true
            return publish(delta.text)
          }),
          Stream.runLast,
          Effect.flatMap(Option.match({
            onNone: () => Effect.fail(ModelError.make(writer, "malformed")),
            onSome: (last) =>
              last._tag === "done"
                ? Effect.succeed(last.completion)
                : Effect.fail(ModelError.make(writer, "connection"))
          }))
        )
        return attempt(ask, call).pipe(
          RetryPolicy.retry({
            ...policy,
            while: (failure, error) => !published && isRetryable(failure) && !isOpen(error)
          }),
          Effect.map(priced(ask))
        )
      }),
    health: Effect.zipWith(
      breaker.metrics,
      Ref.get(seen),
      ({ retry_after_ms, state }, last) => ({ model: name, role, breaker: state, retry_after_ms, ...last })
    )
  }
  return handle
})

const promptTokens = ({ prompt, system }: Ask) => Budget.tokens(system) + Budget.tokens(prompt)

/** As the provider counted, or as we do. */
const usedBy = (ask: Ask, { text, tokens }: Completion) =>
  tokens ?? { input: promptTokens(ask), output: Budget.tokens(text) }

const requests = Metrics.labelled(Metrics.providerRequests, "provider", "status")
const errors = Metrics.labelled(Metrics.providerErrors, "provider", "status")
const latency = Metrics.labelled(Metrics.providerLatency, "provider", "status")
const cost = Metrics.labelled(Metrics.providerCostUsd, "provider")

const isOpen = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "CircuitOpen"
