/** The date since which something is otherwise: where two levels fit a sequence best, by likelihood. */

export interface Onset {
  readonly at: number
  /** The index of the first that belongs to the new level. */
  readonly index: number
  /** The dates that fit almost as well: within 1.92 of the greatest log likelihood. */
  readonly interval: readonly [from: number, to: number]
}

const bestOf = (fits: ReadonlyArray<{ readonly at: number; readonly fit: number }>): Onset | undefined => {
  const index = fits.reduce((best, { fit }, i) => fit > (fits[best]?.fit ?? -Infinity) ? i : best, 0)
  const best = fits[index]
  if (best === undefined || best.fit === -Infinity) return undefined
  const near = fits.filter(({ fit }) => fit >= best.fit - 1.92)
  return { at: best.at, index, interval: [near[0]?.at ?? best.at, near[near.length - 1]?.at ?? best.at] }
}

const logLikelihood = (marked: number, of: number) => {
  const part = (count: number) => count === 0 ? 0 : count * Math.log(count / of)
  return of === 0 ? 0 : part(marked) + part(of - marked)
}

/** Since when more are marked, in order of time. Undefined where nothing, or everything, is. */
export const sinceMoreAreMarked = (
  sequence: ReadonlyArray<{ readonly at: number; readonly marked: boolean }>
): Onset | undefined => {
  const all = sequence.filter(({ marked }) => marked).length
  if (all === 0 || all === sequence.length) return undefined
  let before = 0
  return bestOf(sequence.map(({ at, marked }, i) => {
    const fit = logLikelihood(before, i) + logLikelihood(all - before, sequence.length - i)
    const rises = i > 0 && before / i < (all - before) / (sequence.length - i)
    if (marked) before++
    return { at, fit: rises ? fit : -Infinity }
  }))
}

/** Since when the mean is another one, in order of time; not earlier than `earliest`, and with `least` on either side. */
export const sinceMeanChanged = (
  sequence: ReadonlyArray<{ readonly at: number; readonly value: number }>,
  { earliest, least }: { readonly earliest: number; readonly least: number }
): Onset | undefined => {
  const n = sequence.length
  const average = sequence.reduce((sum, { value }) => sum + value, 0) / n
  const variance = sequence.reduce((sum, { value }) => sum + (value - average) ** 2, 0) / n
  let before = 0
  return bestOf(sequence.map(({ at, value }, i) => {
    const gain = i === 0 || variance === 0 ? -Infinity : before ** 2 * n / (i * (n - i)) / (2 * variance)
    before += value - average
    return { at, fit: at >= earliest && i >= least && n - i >= least ? gain : -Infinity }
  }))
}
