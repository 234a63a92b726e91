/** The parts of BM25, as chunks and memories are scored by it. */

/** How much a term tells that so many of all the texts have. */
export const idf = (total: number, having: number): number =>
  Math.log(1 + (Math.max(total, having) - having + 0.5) / (having + 0.5))

/** What a term's count is worth in a text of a size relative to the mean one: each further time less. */
export const saturated = (count: number, relativeSize: number, k1: number, b: number): number =>
  count === 0 ? 0 : count * (k1 + 1) / (count + k1 * (1 - b + b * (relativeSize || 1)))

/** Divided by the largest. */
export const normal = (values: ReadonlyArray<number>): ReadonlyArray<number> => {
  const most = values.reduce((max, value) => Math.max(max, value), 0)
  return most === 0 ? values : values.map((value) => value / most)
}

export const sum = <A>(all: Iterable<A>, value: (one: A, i: number) => number): number => {
  let total = 0
  let i = 0
  for (const one of all) total += value(one, i++)
  return total
}
