/** Tests of counts in the order of time: trend, season, the date of a change. */
import distributionOfF from "@stdlib/stats-base-dists-f-cdf"
import { median } from "simple-statistics"
import type { Interval } from "./Statistics.ts"

/** The median of all slopes between two values (Theil 1950, Sen 1968), with the interval from Kendall's variance. */
export const slopeOf = (values: ReadonlyArray<number>): { readonly slope: number; readonly interval: Interval } => {
  const n = values.length
  const slopes = values.flatMap((value, i) => values.slice(i + 1).map((later, j) => (later - value) / (j + 1))).sort((
    a,
    b
  ) => a - b)
  if (slopes.length === 0) return { slope: 0, interval: [-Infinity, Infinity] }
  const reach = 1.96 * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
  const low = Math.floor((slopes.length - reach) / 2)
  const high = Math.ceil((slopes.length + reach) / 2)
  return { slope: median(slopes), interval: [slopes[low] ?? -Infinity, slopes[high] ?? Infinity] }
}

const dot = (a: ReadonlyArray<number>, b: ReadonlyArray<number>) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0)

/** Least squares by the modified Gram-Schmidt method; the columns must not depend on each other. */
const fit = (values: ReadonlyArray<number>, columns: ReadonlyArray<ReadonlyArray<number>>) => {
  const less = (vector: ReadonlyArray<number>, times: number, direction: ReadonlyArray<number>) =>
    vector.map((x, i) => x - times * (direction[i] ?? 0))
  const basis: Array<{ readonly direction: ReadonlyArray<number>; readonly parts: ReadonlyArray<number> }> = []
  for (const column of columns) {
    const parts: Array<number> = []
    let rest = column
    for (const { direction } of basis) {
      const part = dot(rest, direction)
      parts.push(part)
      rest = less(rest, part, direction)
    }
    const length = Math.sqrt(dot(rest, rest))
    basis.push({ direction: rest.map((x) => x / length), parts: [...parts, length] })
  }
  let residuals = values
  const along = basis.map(({ direction }) => {
    const part = dot(residuals, direction)
    residuals = less(residuals, part, direction)
    return part
  })
  const coefficients = along.slice()
  for (let i = basis.length - 1; i >= 0; i--) {
    coefficients[i] = (coefficients[i] ?? 0) / (basis[i]?.parts[i] ?? 1)
    for (let j = 0; j < i; j++) {
      coefficients[j] = (coefficients[j] ?? 0) - (coefficients[i] ?? 0) * (basis[i]?.parts[j] ?? 0)
    }
  }
  return { residuals, square: dot(residuals, residuals), coefficients }
}

/**
 * Do months repeat every twelve? Counts are made alike in variance (Anscombe 1948: about 1 where they are Poisson), a
 * quadratic trend is taken out, and the F test asks whether three yearly waves (12, 6 and 4 months) explain more than is
 * left: what does not come back every year is what is left. Months that resemble their neighbours look like waves, so the
 * variance is taken as large as it is at the yearly frequency in an autoregression of the residuals.
 */
export const seasonOf = (counts: ReadonlyArray<number>) => {
  const n = counts.length
  const values = counts.map((count) => 2 * Math.sqrt(count + 3 / 8))
  const time = counts.map((_, i) => 2 * i / (n - 1) - 1)
  const trend = [time.map(() => 1), time, time.map((t) => t * t)]
  const waves = [12, 6, 4].flatMap((period) =>
    [Math.cos, Math.sin].map((of) => counts.map((_, i) => of(2 * Math.PI * i / period)))
  )
  const [level, season] = [fit(values, trend), fit(values, [...trend, ...waves])]
  const degrees = n - trend.length - waves.length
  const lagged = season.residuals.slice(1).reduce((sum, x, i) => sum + x * (season.residuals[i] ?? 0), 0)
  // Fitting so many parameters pulls the autocorrelation of what is left below zero.
  const memory = season.square === 0 ? 0 : Math.min(0.6, Math.max(0, lagged / season.square + 2 / n))
  const inflation = (1 - memory ** 2) / (1 - 2 * memory * Math.cos(Math.PI / 6) + memory ** 2)
  const dispersion = season.square / degrees
  const statistic = (level.square - season.square) / waves.length / (Math.max(1, dispersion) * Math.max(1, inflation))
  return {
    statistic,
    p_value: 1 - distributionOfF(statistic, waves.length, degrees),
    degrees: [waves.length, degrees] as const,
    dispersion,
    memory,
    /** What the season does to each of twelve months, from the first, on the scale of the transformed counts. */
    effect: Array.from(
      { length: 12 },
      (_, month) => dot(season.coefficients.slice(trend.length), waves.map((wave) => wave[month] ?? 0))
    )
  }
}
