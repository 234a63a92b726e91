/** From ranked memories to what an answer may use: only what bears on the question, in words that say who and when. */
import type { Evidence } from "../../domain/Evidence.ts"
import type { Ranked, Remembered } from "./Ranking.ts"
import type { Row } from "./Rows.ts"

export const recalled = (
  ranked: ReadonlyArray<Ranked<Remembered>>,
  { query, user_id }: { readonly query: string; readonly user_id: string }
): ReadonlyArray<Evidence> => {
  const names = namesIn(query)
  const relevant = ranked.filter((one) => bears(one) || isAbout(one, names))
  const best = relevant[0]?.score ?? 0
  return relevant.filter((one) => one.score >= best * worthOfBest).slice(0, atMost).map((one) => evidence(one, user_id))
}

/** Of memories that come newest first: those that hold, as many as an answer lists, each with how many there are. */
export const latest = (rows: ReadonlyArray<Row>, user_id: string, now: number): ReadonlyArray<Evidence> => {
  const held = rows.filter(({ role, valid_to }) => role !== "assistant" && (valid_to === null || valid_to > now))
  return held.slice(0, atMost)
    .map((memory) => ({ ...evidence({ memory, score: 1 }, user_id), data: { notes: held.length } }))
}

/**
 * One word in common is chance, unless it is most of what was asked. What is about the entity in question needs no
 * more than that; what is about others only does not bear on it.
 */
const bears = ({ coverage, elsewhere, linked, matched }: Ranked<Remembered>): boolean =>
  linked || (!elsewhere && (coverage >= 0.5 || (matched >= 2 && coverage >= 0.3)))

/** "How do I reach Tom?": whoever is named there by a capital, and nobody on record is called so. */
const namesIn = (query: string): ReadonlyArray<RegExp> =>
  Array.from(
    query.matchAll(/(?<=[\p{L}\p{N}'’.,]\s)\p{Lu}[\p{Ll}\p{M}]+/gu),
    ([name]) => new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "u")
  )

const isAbout = ({ elsewhere, memory }: Ranked<Remembered>, names: ReadonlyArray<RegExp>): boolean =>
  !elsewhere && names.length > 0 && names.every((name) => name.test(memory.content))

const evidence = (
  { memory, score }: Pick<Ranked<Remembered>, "memory" | "score">,
  user_id: string
): Evidence => ({
  kind: "memory",
  ref: `memory:${memory.id}`,
  title: `${who(memory, user_id)} on ${day(memory.said_at)}`,
  text: `${who(memory, user_id)} said on ${day(memory.said_at)}: "${memory.content}"`,
  score,
  at: memory.said_at,
  ...(memory.entity_ids.length === 1 && memory.entity_ids[0] !== undefined ? { entity_id: memory.entity_ids[0] } : {})
})

const who = (memory: Remembered, user_id: string): string =>
  memory.role === "assistant"
    ? "The assistant"
    : memory.speaker === null || memory.speaker === "" || memory.speaker === user_id
    ? "You"
    : memory.speaker

const day = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at)

const atMost = 8
const worthOfBest = 0.3
