/** What one more thing said does to what is known: it is new, it is known already, or it ends what it contradicts. */
import { contradict, type Said, sayTheSame } from "./Claims.ts"

export interface Known extends Said {
  readonly id: string
  /** Epoch milliseconds. */
  readonly said_at: number
  readonly kind: string
  readonly role: string | null
}

export interface Revision<K extends Known> {
  /** Says the same: what is said now is one more source of it. */
  readonly same: K | undefined
  /** Was said later and holds against it: what is said now held only until then. */
  readonly later: K | undefined
  /** Hold no longer. */
  readonly ended: ReadonlyArray<K>
}

/**
 * `known` is what holds at the time when it was said, whatever was learned of it since: work behind the answers may come
 * out of order, and what was said later stays what holds.
 */
export const revise = <K extends Known>(
  said: Said & { readonly said_at: number },
  known: ReadonlyArray<K>
): Revision<K> => {
  const candidates = known.filter((memory) => memory.role !== "assistant")
  const against = candidates.filter((memory) => contradict(said, memory))
  const [later] = against.filter((memory) => memory.said_at > said.said_at).toSorted((a, b) => a.said_at - b.said_at)
  const same = candidates.find((memory) => !against.includes(memory) && sayTheSame(said, memory))
  return { later, same, ended: against.filter((memory) => memory.said_at <= said.said_at) }
}
