/** Looks for one kind of pattern in one customer's history. A user adds one with `Detectors.add`. */
import { Context, Data, Effect, Layer, Ref, Schema, type Scope } from "effect"
import type { History, Peers } from "./History.ts"

export interface Detector {
  readonly pattern_type: string
  readonly detect: (history: History, peers: Peers, now: number) => Effect.Effect<Outcome, DetectorFailed>
}

/** One tested finding, before the number of tests that were made beside it is taken into account. */
export interface Finding {
  readonly p_value: number
  /**
   * The size of the effect over the smallest that matters to a business: below 1 it is a curiosity, whatever its p
   * value, and its confidence stays below 0.6.
   */
  readonly practical: number
  readonly insight: string
  readonly recommendation: string
  /** Test, statistic, effect with interval, n, windows and a bounded list of rows. */
  readonly data: Readonly<Record<string, unknown>>
}

export type Outcome = Data.TaggedEnum<{
  Detected: { readonly finding: Finding }
  /** The p value is kept: every test that was made counts when many are judged together. */
  NothingFound: { readonly p_value: number }
  TooLittleData: { readonly reason: string }
}>
export const Outcome = Data.taggedEnum<Outcome>()

/** The detector could not look; what it says of the cause is for logs, not for callers. */
export class DetectorFailed extends Schema.TaggedError<DetectorFailed>()("DetectorFailed", {
  pattern_type: Schema.String,
  cause: Schema.Defect
}) {
  override get message() {
    return `The detector of ${this.pattern_type} failed.`
  }
}

/** A detector that only calculates. */
export const pure = (
  pattern_type: string,
  detect: (history: History, peers: Peers, now: number) => Outcome
): Detector => ({ pattern_type, detect: (history, peers, now) => Effect.sync(() => detect(history, peers, now)) })

export interface Service {
  /** In the order in which they were added. */
  readonly all: Effect.Effect<ReadonlyArray<Detector>>
  /** Until the scope closes; of two with one type the later is used. */
  readonly add: (detector: Detector) => Effect.Effect<void, never, Scope.Scope>
}

export class Detectors extends Context.Tag("holdfast/knowledge/Patterns/Detectors")<Detectors, Service>() {
  /** Knows none yet. */
  static readonly layerEmpty: Layer.Layer<Detectors> = Layer.effect(
    Detectors,
    Effect.map(Ref.make<ReadonlyArray<Detector>>([]), (ref) =>
      Detectors.of({
        all: Effect.map(Ref.get(ref), (added) =>
          added.filter((one, i) =>
            !added.slice(i + 1).some((later) => later.pattern_type === one.pattern_type)
          )),
        add: (detector) =>
          Effect.acquireRelease(
            Ref.update(ref, (added) => [...added, detector]),
            () => Ref.update(ref, (added) => added.filter((one) => one !== detector))
          )
      }))
  )

  static readonly add = (detector: Detector): Layer.Layer<never, never, Detectors> =>
    Layer.scopedDiscard(Effect.flatMap(Detectors, (detectors) => detectors.add(detector)))
}
