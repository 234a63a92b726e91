/** Keeps a defect to the part that it is in: rows that do not fit their schema cost that part, not the answer. */
import { Effect } from "effect"
import { PartDied } from "../resilience/PartialGather.ts"

/** Fails where the effect would die. The log has its kind and not its text, which may quote the rows. */
export const contained = (part: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.catchAllDefect(effect, (defect) =>
    Effect.zipRight(
      Effect.logError("a part of the answer broke down").pipe(
        Effect.annotateLogs({ component: part, error_type: nameOf(defect) })
      ),
      new PartDied({ part, cause: defect })
    ))

const nameOf = (defect: unknown): string => {
  if (typeof defect !== "object" || defect === null) return typeof defect
  if ("_tag" in defect) return String(defect._tag)
  return defect instanceof Error ? defect.name : "unknown"
}
