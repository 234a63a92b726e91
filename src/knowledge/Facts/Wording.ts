/** Numbers in plain business English: `USD 12,340.50`, `5 orders`, `up from 9 (+56 %)`. */

const amounts = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 })
const decimals = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 })

export const money = (currency: string, amount: number): string => `${currency} ${amounts.format(amount)}`
export const count = (many: number): string => counts.format(many)
export const days = (many: number): string => `${decimals.format(many)} ${many === 1 ? "day" : "days"}`
export const percent = (share: number): string => `${counts.format(share * 100)} %`

/** `3 orders`, `1 order`, `no orders`. */
export const some = (many: number, one: string, more = `${one}s`): string =>
  many === 0 ? `no ${more}` : `${count(many)} ${many === 1 ? one : more}`

export const possessive = (name: string): string => name.endsWith("s") ? `${name}'` : `${name}'s`

/** How `now` compares with `before`, the same length of time earlier; `shown` writes either. */
export const change = (now: number, before: number, period: string, shown: (value: number) => string): string => {
  if (now === before) return now === 0 ? `and none in the ${period} before` : `the same as in the ${period} before`
  if (before === 0) return `up from none in the ${period} before`
  const share = (now - before) / Math.abs(before)
  const sign = share > 0 ? "+" : "-"
  return `${now > before ? "up" : "down"} from ${shown(before)} in the ${period} before (${sign}${
    percent(Math.abs(share))
  })`
}

/** `a`, `a and b`, `a, b and c`. */
export const list = (parts: ReadonlyArray<string>): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1] ?? ""}`
