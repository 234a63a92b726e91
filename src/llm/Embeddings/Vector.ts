/** Vectors as they are compared and as they are stored: 32-bit floats, little-endian. */
import * as os from "node:os"

/** Scaled to length 1; undefined for a vector that points nowhere or holds something that is no number. */
export const unit = (values: ArrayLike<number>): Float32Array | undefined => {
  const vector = Float32Array.from(values)
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : undefined
}

/** The cosine of two unit vectors; 0 where their dimensions differ. */
export const cosine = (a: Float32Array, b: Float32Array): number => {
  if (a.length !== b.length) return 0
  // Four sums that do not wait for each other.
  let [first, second, third, fourth] = [0, 0, 0, 0]
  const even = a.length - a.length % 4
  for (let i = 0; i < even; i += 4) {
    first += (a[i] ?? 0) * (b[i] ?? 0)
    second += (a[i + 1] ?? 0) * (b[i + 1] ?? 0)
    third += (a[i + 2] ?? 0) * (b[i + 2] ?? 0)
    fourth += (a[i + 3] ?? 0) * (b[i + 3] ?? 0)
  }
  for (let i = even; i < a.length; i++) first += (a[i] ?? 0) * (b[i] ?? 0)
  return first + second + third + fourth
}

export const toBytes = (vector: Float32Array): Buffer => Buffer.from(swapped(Float32Array.from(vector)).buffer)

export const fromBytes = (bytes: Uint8Array): Float32Array =>
  swapped(new Float32Array(new Uint8Array(bytes.subarray(0, bytes.length - bytes.length % 4)).buffer))

/** In place, on the machines that keep numbers the other way round. */
const swapped = (vector: Float32Array<ArrayBuffer>) => {
  if (os.endianness() === "BE") Buffer.from(vector.buffer).swap32()
  return vector
}
