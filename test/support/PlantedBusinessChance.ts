/** Seeded draws, so that a generated business is the same on every machine. */

export interface Chance {
  readonly uniform: () => number
  readonly between: (low: number, high: number) => number
  readonly normal: () => number
  readonly exponential: (mean: number) => number
  /** Student's t: heavier tails the fewer its degrees of freedom. */
  readonly student: (degrees: number) => number
  /** Mean 1, with this coefficient of variation; 0 is always 1. */
  readonly gamma: (variation: number) => number
  readonly poisson: (mean: number) => number
  readonly pick: <A>(options: readonly [A, ...ReadonlyArray<A>]) => A
}

/** Mulberry32. */
export const chance = (seed: number): Chance => {
  let state = (seed * 2_654_435_761) >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + uniform() * (high - low)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  const exponential = (mean: number) => -mean * Math.log(1 - uniform())
  const student = (degrees: number) => {
    let squares = 0
    for (let i = 0; i < degrees; i++) squares += normal() ** 2
    return normal() / Math.sqrt(squares / degrees)
  }
  /** Marsaglia and Tsang; a shape below 1 is made from the one above it. */
  const gammaOf = (shape: number): number => {
    if (shape < 1) return gammaOf(shape + 1) * uniform() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const z = normal()
      const v = (1 + z / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - uniform()) < z * z / 2 + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const poisson = (mean: number) => {
    let count = 0
    for (let time = exponential(1); time < mean; time += exponential(1)) count++
    return count
  }
  return {
    uniform,
    between,
    normal,
    exponential,
    student,
    gamma: (variation) => variation === 0 ? 1 : gammaOf(variation ** -2) * variation ** 2,
    poisson,
    pick: (options) => options[Math.floor(uniform() * options.length)] ?? options[0]
  }
}
