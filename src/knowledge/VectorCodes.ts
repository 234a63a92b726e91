/**
 * A vector as 1,024 signs: of its differences from the mean of its kind along random directions. The share of signs that
 * two codes have in common grows with the cosine of their vectors, whatever the model and its dimension.
 */
export const bits = 1_024

/** As PostgreSQL reads a bit string. Undefined where the vector is not of the mean's kind. */
export const codeOf = (vector: Float32Array, mean: Float32Array): string | undefined => {
  if (vector.length !== mean.length || vector.length === 0) return undefined
  const size = 2 ** Math.ceil(Math.log2(vector.length))
  let code = ""
  for (let block = 0; code.length < bits; block++) {
    const turned = new Float32Array(size)
    for (let i = 0; i < vector.length; i++) turned[i] = (vector[i] ?? 0) - (mean[i] ?? 0)
    for (let round = 0; round < rounds; round++) {
      const flips = flipsOf(size, block * rounds + round)
      for (let i = 0; i < size; i++) turned[i] = (turned[i] ?? 0) * (flips[i] ?? 1)
      hadamard(turned)
    }
    for (const along of turned.subarray(0, bits - code.length)) code += along > 0 ? "1" : "0"
  }
  return code
}

export const meanOf = (vectors: ReadonlyArray<Float32Array>): Float32Array | undefined => {
  const [first] = vectors
  if (first === undefined) return undefined
  const alike = vectors.filter(({ length }) => length === first.length)
  return first.map((_, i) => alike.reduce((sum, vector) => sum + (vector[i] ?? 0), 0) / alike.length)
}

/** Two of them between random flips of signs turn a vector about as any rotation would. */
const rounds = 2

/** The Walsh–Hadamard transform, in place: each part becomes a sum or difference of all of them. */
const hadamard = (vector: Float32Array): void => {
  for (let half = 1; half < vector.length; half *= 2) {
    for (let start = 0; start < vector.length; start += 2 * half) {
      for (let i = start; i < start + half; i++) {
        const a = vector[i] ?? 0
        const b = vector[i + half] ?? 0
        vector[i] = a + b
        vector[i + half] = a - b
      }
    }
  }
}

const known = new Map<string, Float32Array>()

/** The same ones in every process, for ever: stored codes depend on them. */
const flipsOf = (size: number, nth: number): Float32Array => {
  const key = `${size}/${nth}`
  const before = known.get(key)
  if (before !== undefined) return before
  let state = nth * 7_919 + size
  const flips = Float32Array.from({ length: size }, () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 1 ? 1 : -1
  })
  known.set(key, flips)
  return flips
}
