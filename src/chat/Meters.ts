/** What the stages of an answer report: their time to the performance report and the metrics, and each answer's making. */
import { Clock, Effect } from "effect"
import type { Answer } from "../domain/Answer.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import type { Performance } from "../telemetry/Performance.ts"

/** Stages under the names that budgets and reports know them by; decision support reports for itself. */
const operations: Readonly<Record<string, string>> = {
  entity_resolution: "entity_resolution",
  retrieval: "retrieval",
  synthesis: "context_synthesis",
  generation: "response_generation",
  recording: "recording",
  answer_cache: "answer_cache"
}

const synthesised = Metrics.labelled(Metrics.contextSynthesizerDuration)
const resolved = Metrics.labelled(Metrics.entityResolverDuration, "match_type")
const answered = Metrics.labelled(Metrics.answers, "source", "generator", "degraded")
const remembered = Metrics.labelled(Metrics.conversationHistorySize)

export const stage =
  (performance: typeof Performance.Service) => (name: string, millis: number): Effect.Effect<void> => {
    if (name === "synthesis") synthesised(millis)
    const operation = operations[name]
    return operation === undefined ? Effect.void : performance.record(operation, millis)
  }

/** An answer as it leaves, and how long it took in all. */
export const answer = (performance: typeof Performance.Service) => (said: Answer): Effect.Effect<void> => {
  answered(1, said.source, said.generator, String(said.degraded))
  const { entity_resolution, total = 0 } = said.timings_ms
  if (entity_resolution !== undefined) resolved(entity_resolution, said.entities[0]?.match_type ?? "none")
  return performance.record("request", total)
}

/** Messages of a conversation at hand when a question is asked in it. */
export const conversation = (turns: number): void => remembered(2 * turns)

/** Times an effect into a histogram of milliseconds, however it ends. */
export const timing = (update: (millis: number) => void) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(
    Clock.currentTimeMillis,
    (started) => Effect.ensuring(effect, Effect.map(Clock.currentTimeMillis, (now) => update(now - started)))
  )

export const memories = timing(Metrics.labelled(Metrics.memoryRetrieverDuration))
export const documents = timing(Metrics.labelled(Metrics.documentRetrieverDuration))
