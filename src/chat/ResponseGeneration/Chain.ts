/** Asks one model after the other until an answer passes the gates, within what the deadline leaves of time. */
import { Cause, Clock, Effect, Option, Ref } from "effect"
import type { DegradationReason, Usage } from "../../domain/Answer.ts"
import * as Budget from "../../llm/Budget.ts"
import type * as Handle from "../../llm/Handle.ts"
import * as Prompts from "../../llm/Prompts.ts"
import * as Deadline from "../../resilience/Deadline.ts"
import type * as Hedge from "../../resilience/Hedge.ts"
import { assess, type Assessment, findings } from "../QualityGates.ts"
import type { Synthesis } from "../Synthesis.ts"
import * as Hedged from "./Hedged.ts"
import type { Teller } from "./Teller.ts"

export interface Accepted {
  readonly handle: Handle.Handle
  readonly text: string
  readonly assessment: Assessment
}

/** One model that did not write the answer. `error` is absent where it was not asked, or wrote something too poor. */
export interface GivenUp {
  readonly handle: Handle.Handle
  readonly reason: DegradationReason
  readonly detail: string
  readonly error?: Handle.Failure
}

export interface Tried {
  readonly accepted: Option.Option<Accepted>
  readonly given_up: ReadonlyArray<GivenUp>
  /** Of every draft, also of those that were thrown away. */
  readonly usage: Usage | null
}

/** Kept for the composer, in milliseconds: a twentieth of what is left, 150 at the least. */
export const reserve = (left: number): number => left === Infinity ? 0 : Math.min(1_000, Math.max(150, left / 20))

/** Asking a model for less time than this is no use. */
const worthwhile_ms = 200

/** Of the time that is left, what one model may take while others wait behind it. */
const share = 0.65

export const ask = Effect.fnUntraced(function*(
  chain: ReadonlyArray<Handle.Handle>,
  synthesis: Synthesis,
  teller: Teller,
  hedge?: Hedge.Hedge
) {
  const kept = reserve(yield* Deadline.remaining)
  const spent = yield* Ref.make<Usage | null>(null)
  const given_up: Array<GivenUp> = []
  const asking = (handle: Handle.Handle, millis: number) =>
    Effect.filterOrFail(
      Deadline.within(millis)(attempt(handle, synthesis, teller, spent)),
      (outcome) => "text" in outcome,
      (outcome) => outcome
    )
  for (const [i, handle] of chain.entries()) {
    if (i < given_up.length) continue // it was asked beside the one before
    const usable = (yield* Deadline.remaining) - kept
    if (usable < worthwhile_ms) {
      given_up.push({ handle, reason: "deadline", detail: `There was no time left to ask ${handle.name}.` })
      break
    }
    const last = i === chain.length - 1
    const asked = asking(handle, last ? usable : usable * share)
    const second = chain[1]
    const { accepted, given_up: lost } = i === 0 && hedge !== undefined && second !== undefined
      ? yield* Hedged.run(hedge, asked, Effect.flatMap(Deadline.remaining, (left) => asking(second, left - kept)))
      : yield* Hedged.alone(asked)
    given_up.push(...lost)
    if (accepted !== undefined) {
      return { accepted: Option.some(accepted), given_up, usage: yield* Ref.get(spent) } satisfies Tried
    }
  }
  return { accepted: Option.none(), given_up, usage: yield* Ref.get(spent) } satisfies Tried
})

/** One model: a first draft, and where that is too poor a second one that is told what was wrong. */
const attempt = (
  handle: Handle.Handle,
  synthesis: Synthesis,
  teller: Teller,
  spent: Ref.Ref<Usage | null>
): Effect.Effect<Accepted | GivenUp> =>
  Effect.gen(function*() {
    const draft = (faults: ReadonlyArray<string>) =>
      Effect.flatMap(
        teller.telling((publish) => {
          const wanted = { ...Prompts.request(synthesis, faults), complexity: synthesis.complexity }
          return publish === undefined ? handle.generate(wanted) : handle.stream(wanted, publish)
        }),
        ({ text, truncated, usage }) =>
          Effect.as(Ref.update(spent, (sum) => Budget.sum(sum ?? Budget.none, usage)), {
            handle,
            text,
            assessment: truncated ? cutOff(assess(text, synthesis)) : assess(text, synthesis)
          })
      )
    const started = yield* Clock.currentTimeMillis
    const first = yield* draft([])
    if (first.assessment.passed) return first
    const took = (yield* Clock.currentTimeMillis) - started
    if ((yield* Deadline.remaining) < Math.max(worthwhile_ms, took / 2)) return poor(handle, first.assessment)
    const second = yield* draft(findings(first.assessment))
    return second.assessment.passed ? second : poor(handle, second.assessment)
  }).pipe(
    Effect.catchAll((error) => Effect.succeed(failed(handle, error))),
    Effect.catchAllCause((cause) =>
      Cause.isInterrupted(cause) ? Effect.failCause(cause) : Effect.as(
        Effect.logError("A model broke in a way that nobody foresaw").pipe(
          Effect.annotateLogs({ component: handle.name, error_type: typeOf(Cause.squash(cause)) })
        ),
        { handle, reason: "error" as const, detail: `${handle.name} failed in an unexpected way.` }
      )
    )
  )

/** However well it reads: the limit of tokens ended it, and what it had yet to say may have been the point. */
const cutOff = ({ gates, score }: Assessment): Assessment => ({
  score,
  passed: false,
  gates: [
    {
      gate: "well_formed",
      score: 0,
      hard: true,
      findings: ["The answer was cut off before its end; write a shorter one."]
    },
    ...gates.filter(({ gate }) => gate !== "well_formed")
  ]
})

const typeOf = (defect: unknown) => defect instanceof Error ? defect.name : typeof defect

const poor = (handle: Handle.Handle, { gates, score }: Assessment): GivenUp => ({
  handle,
  reason: "low_quality",
  detail: `What ${handle.name} wrote did not pass the quality gates (${
    [`score ${score.toFixed(2)}`, ...gates.filter(({ hard }) => hard).map(({ gate }) => gate)].join(", ")
  }).`
})

const failed = (handle: Handle.Handle, error: Handle.Failure): GivenUp => ({
  handle,
  error,
  reason: reasonOf(error),
  detail: error._tag === "CircuitOpen"
    ? `${handle.provider} failed repeatedly and is being left alone until it recovers.`
    : error.message
})

const reasonOf = (error: Handle.Failure): DegradationReason => {
  if (error._tag === "CircuitOpen") return "circuit_open"
  switch (error.problem) {
    case "rate_limited":
    case "timeout":
    case "unavailable":
      return error.problem
    case "connection":
      return "unavailable"
    default:
      return "error"
  }
}
