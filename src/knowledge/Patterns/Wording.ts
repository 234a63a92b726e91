/** Numbers as a sentence says them, and as JSON can hold them. */
import type { Dispersion, Interval } from "./Statistics.ts"

/** `1,234.5`: at most this many decimals, none that are zero. */
export const figure = (value: number, decimals: 0 | 1 = 1): string => (decimals === 0 ? whole : tenths).format(value)

/** Made once: making a format takes far longer than using it. */
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 })

export const counted = (count: number, thing: string): string => `${figure(count, 0)} ${thing}${count === 1 ? "" : "s"}`

export const money = (value: number, currency: string): string => `${currency} ${figure(value, 0)}`

export const possessive = (name: string): string => name.endsWith("s") ? `${name}'` : `${name}'s`

/** JSON has no infinity: an open end is null. */
const bound = (value: number) => Number.isFinite(value) ? rounded(value) : null

export const rounded = (value: number): number => Number(value.toPrecision(6))

export const effect = (name: string, value: number, unit: string, [low, high]: Interval) => ({
  name,
  value: bound(value),
  unit,
  interval: [bound(low), bound(high)]
})

export const dispersionInData = ({ degrees, value }: Dispersion) => ({
  value: rounded(value),
  degrees_of_freedom: bound(degrees)
})

/** At most this many rows are named behind a pattern. */
export const namedRows = 20
