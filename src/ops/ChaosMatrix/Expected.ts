/** What an answer must be under each fault, and why: the table that the matrix is judged by. */
import type { AnswerSource, Generator } from "../../domain/Answer.ts"
import type { Kind } from "./Questions.ts"

export const faults = ["latency", "error", "timeout", "rate_limit", "malformed", "partial"] as const
export type Fault = typeof faults[number]

/** What is made to fail at once: one component, all models, or everything. */
export interface Column {
  readonly name: string
  readonly components: ReadonlyArray<string>
}

/** Providers in the order of asking; none where the composer writes everything. */
export type Chain = ReadonlyArray<string>

export interface Expectation {
  readonly sources: ReadonlyArray<AnswerSource>
  readonly generators: ReadonlyArray<Generator>
  /** `must`: one of `named` is among the degradations. `never`: the answer is whole. `may`: it was slow, not broken. */
  readonly marked: "must" | "may" | "never"
  /** Beginnings of the names under which an answer may say what this fault cost it. */
  readonly named: ReadonlyArray<string>
  readonly because: string
}

const anyGenerator: ReadonlyArray<Generator> = ["primary", "fallback", "template", "composer"]
const lower: ReadonlyArray<AnswerSource> = ["cache", "keyword_fallback", "error_handler"]
const ofDatabase = ["entities", "facts", "patterns", "memories", "documents", "conversation", "recorder", "pipeline"]

/** Who writes while these providers are away. */
const writer = (chain: Chain, away: ReadonlyArray<string>): Generator => {
  if (chain.length === 0) return "composer"
  const first = chain.findIndex((provider) => !away.includes(provider))
  return first === 0 ? "primary" : first > 0 ? "fallback" : "template"
}

export const expected = ({ components }: Pick<Column, "components">, fault: Fault, kind: Kind, chain: Chain) => {
  const providers = components.filter((component) => chain.includes(component))
  // Who is never asked cannot be missed: the fallback plays no part as long as the primary answers.
  const asked = chain.filter((_, i) => chain.slice(0, i).every((earlier) => providers.includes(earlier)))
  const missed = providers.filter((provider) => asked.includes(provider))
  const hasDatabase = components.includes("database")
  const searches = kind !== "conversation"
  const ofSearch = components.filter((one) => (one === "embedder" || one === "vector_search") && searches)
  const named = [...(hasDatabase ? [...ofDatabase, "embedder", "vector_search"] : []), ...ofSearch, ...missed]

  const expectation = (
    sources: ReadonlyArray<AnswerSource>,
    generators: ReadonlyArray<Generator>,
    marked: Expectation["marked"],
    because: string
  ): Expectation => ({ sources, generators, marked, named, because })

  if (fault === "latency") {
    if (hasDatabase) {
      return expectation(
        ["full_pipeline", ...lower],
        anyGenerator,
        "may",
        "a slow database answers some parts in time and not others; what came is used, what did not is named"
      )
    }
    return expectation(
      ["full_pipeline"],
      anyGenerator,
      "may",
      "what is slow but in time is used; what is late is named"
    )
  }
  if (hasDatabase && kind !== "conversation") {
    return expectation(
      lower,
      ["template", ...anyGenerator],
      "must",
      "without rows there is nothing to answer from: an earlier answer, or one that says that the data cannot be read"
    )
  }
  if (hasDatabase) {
    return expectation(
      ["full_pipeline"],
      fault === "timeout" ? [writer(chain, providers), "template"] : [writer(chain, providers)],
      "must",
      "a greeting needs no rows, and says what was not at hand; waiting for rows may leave a model no time to write it"
    )
  }
  const generators = [writer(chain, providers)]
  if (missed.length > 0) {
    return expectation(
      ["full_pipeline"],
      generators,
      "must",
      missed.length === chain.length
        ? "with every model away the composer writes from the same facts, patterns and documents"
        : "the next model in the chain writes from the same facts"
    )
  }
  if (ofSearch.length > 0) {
    return expectation(["full_pipeline"], generators, "must", "words find documents and memories too, less well")
  }
  return expectation(
    ["full_pipeline"],
    generators,
    "never",
    components.includes("cache")
      ? "a cache only saves time: what it does not have is read where it is kept"
      : "it plays no part in this question, so the answer is whole and says nothing of it"
  )
}
