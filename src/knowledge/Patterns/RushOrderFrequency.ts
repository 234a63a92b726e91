/** Does the customer order in a hurry more often than it used to, and than others do? */
import binomial from "@stdlib/stats-base-dists-binomial-cdf"
import { mean, sampleVariance } from "simple-statistics"
import { isoDay } from "../../domain/Time.ts"
import { type Finding, Outcome, pure } from "./Detector.ts"
import { day, type History, type Order, type Peers, recentDays } from "./History.ts"
import { compareRates, compareShares } from "./Statistics.ts"
import { counted, effect, figure, namedRows, possessive, rounded } from "./Wording.ts"

export const pattern_type = "rush_order_frequency"

export const RushOrderFrequency = pure(pattern_type, (history, peers, now) => {
  const since = now - recentDays * day
  const orders = history.orders.filter((order) => order.at <= now)
  const recent = orders.filter((order) => order.at >= since)
  // Who has stopped ordering has not become patient: that silence is an anomaly, and reported as one.
  if (recent.length === 0 && orders.length > 0) return Outcome.NothingFound({ p_value: 1 })
  const own = againstOwnPast(history, orders, recent, since, now)
  const others = againstOthers(history, recent, peers, since, now)
  if (own === undefined && others === undefined) {
    return Outcome.TooLittleData({
      reason: `too little data: the orders begin ${
        orders[0] === undefined ? "nowhere" : isoDay(orders[0].at)
      }; ${leastEarlierDays} days before the last 6 months are needed, or ${leastPeers} other customers with orders`
    })
  }
  // Two questions are asked: the first is the one that matters, so most of the error that is allowed goes to it.
  const risen = weighed(own, others === undefined ? 1 : 0.9)
  const higher = weighed(others, own === undefined ? 1 : 0.1)
  const clear = risen !== undefined && risen.p_value <= 0.003
  const told = risen === undefined || (!clear && higher !== undefined && higher.p_value < risen.p_value)
    ? higher
    : risen
  if (told === undefined || told.p_value > 0.05) return Outcome.NothingFound({ p_value: told?.p_value ?? 1 })
  if (told === higher || higher === undefined) return Outcome.Detected({ finding: told })
  return Outcome.Detected({
    finding: {
      ...told,
      insight: higher.p_value <= 0.01 ? `${told.insight} ${higher.insight}` : told.insight,
      data: { ...told.data, against_other_customers: higher.data }
    }
  })
})

/** As a finding that may only use this share of the error allowed. */
const weighed = (finding: Finding | undefined, share: number): Finding | undefined =>
  finding === undefined ? undefined : { ...finding, p_value: Math.min(1, finding.p_value / share) }

const leastEarlierDays = 90
const leastPeers = 5
/** Fewer ordinary orders than this cannot tell a customer in a hurry from one that grows. */
const leastOrdinary = 8

const rushOf = (orders: ReadonlyArray<Order>) => orders.filter((order) => order.rush)
const months = (days: number) => days / 30.44

/** How much more the monthly counts vary than chance alone would have them; 1 unless they clearly do. */
const clustering = (rush: ReadonlyArray<Order>, from: number, until: number): number => {
  const bins = Math.floor((until - from) / (30 * day))
  if (bins < 6 || rush.length < 3) return 1
  const counts = Array.from(
    { length: bins },
    (_, i) => rush.filter(({ at }) => at >= from + i * 30 * day && at < from + (i + 1) * 30 * day).length
  )
  const average = mean(counts)
  const dispersion = average === 0 ? 1 : sampleVariance(counts) / average
  return dispersion > 1 + 2.33 * Math.sqrt(2 / (bins - 1)) ? dispersion : 1
}

const againstOwnPast = (
  { customer_id, name }: History,
  orders: ReadonlyArray<Order>,
  recent: ReadonlyArray<Order>,
  since: number,
  now: number
): Finding | undefined => {
  const first = orders[0]
  if (first === undefined) return undefined
  const earlierDays = (since - first.at) / day
  if (earlierDays < leastEarlierDays) return undefined
  const earlier = orders.filter((order) => order.at < since)
  const [rushNow, rushThen] = [rushOf(recent), rushOf(earlier)]
  const cluster = clustering(rushThen, first.at, since)
  const counts = { recent: Math.round(rushNow.length / cluster), earlier: Math.round(rushThen.length / cluster) }
  const inTime = compareRates({ count: counts.recent, exposure: recentDays }, {
    count: counts.earlier,
    exposure: earlierDays
  })
  const tellsGrowth = orders.length - rushNow.length - rushThen.length >= leastOrdinary
  // More rush orders among more orders of every kind is growth, not hurry: both the rate and the share have to rise.
  const p_share = tellsGrowth
    ? compareShares({ count: counts.recent, of: recent.length }, { count: counts.earlier, of: earlier.length })
    : inTime.p_value
  const p_value = Math.max(inTime.p_value, p_share)
  const ratio = (rushNow.length / recentDays) / (Math.max(rushThen.length, 0.5) / earlierDays)
  const excess = rushNow.length - (rushThen.length * recentDays) / earlierDays
  const perMonth = (count: number, days: number) => figure(count / months(days))
  const times = rushThen.length === 0
    ? "after none at all"
    : `${figure(rushNow.length / recentDays / (rushThen.length / earlierDays))} times the earlier rate (95 % interval ${
      figure(inTime.interval[0])
    } to ${Number.isFinite(inTime.interval[1]) ? figure(inTime.interval[1]) : "open"})`
  return {
    p_value,
    practical: Math.max(0, Math.min(Math.log2(Math.max(ratio, 1)), excess / 2)),
    insight: `${name} placed ${counted(rushNow.length, "rush order")} in the last 6 months (${
      perMonth(rushNow.length, recentDays)
    } a month, since ${isoDay(since)}), against ${counted(rushThen.length, "rush order")} in the ${
      figure(months(earlierDays))
    } months before (${perMonth(rushThen.length, earlierDays)} a month): ${times}.`,
    recommendation:
      `Ask ${name} why orders have become urgent; offer a delivery plan or safety stock, and price rush handling.`,
    data: {
      test: "conditional exact Poisson (binomial), recent against own earlier rate",
      statistic: rushNow.length,
      p_value: rounded(p_value),
      p_value_by_time: rounded(inTime.p_value),
      p_value_by_share_of_orders: tellsGrowth ? rounded(p_share) : null,
      clustering: rounded(cluster),
      effect: effect("rate_ratio", inTime.ratio, "times", inTime.interval),
      direction: "rising",
      n: rushNow.length + rushThen.length,
      counts: {
        recent_rush: rushNow.length,
        recent_orders: recent.length,
        earlier_rush: rushThen.length,
        earlier_orders: earlier.length
      },
      windows: {
        recent: { from: isoDay(since), to: isoDay(now) },
        earlier: { from: isoDay(first.at), to: isoDay(since) }
      },
      rows: { customer_id, orders: rushNow.slice(-namedRows).map(({ id }) => id) }
    }
  }
}

const againstOthers = (
  { customer_id, name }: History,
  recent: ReadonlyArray<Order>,
  peers: Peers,
  since: number,
  now: number
): Finding | undefined => {
  const groups = (peers ?? []).filter((group) => group.customers > 0 && group.orders > 0)
  const total = (of: (group: typeof groups[number]) => number) => groups.reduce((sum, group) => sum + of(group), 0)
  const customers = total((group) => group.customers)
  if (customers < leastPeers || recent.length < 5) return undefined
  const orders = total((group) => group.customers * group.orders)
  // Half a rush order more keeps a business without any from making the first one infinitely surprising.
  const share = (total((group) => group.customers * group.rush) + 0.5) / (orders + 1)
  // Customers differ from each other by more than chance: the more they do, the less one that differs is worth.
  const unlike = total(
    (group) => (group.customers * (group.rush - share * group.orders) ** 2) / (group.orders * share * (1 - share))
  ) / (customers - 1)
  const scale = Math.max(1, unlike)
  const rush = rushOf(recent)
  const n = Math.round(recent.length / scale)
  const seen = Math.floor(rush.length / scale)
  const p_value = seen === 0 ? 1 : 1 - binomial(seen - 1, n, share)
  const own = rush.length / recent.length
  return {
    p_value,
    practical: Math.min(Math.log2(Math.max(own / share, 1)), (rush.length - share * recent.length) / 2),
    insight: `Of ${possessive(name)} ${counted(recent.length, "order")} in the last 6 months ${
      figure(rush.length, 0)
    } (${figure(100 * own, 0)} %) were rush orders; among ${counted(customers, "other customer")} it is ${
      figure(100 * share)
    } %.`,
    recommendation: `Price rush handling for ${name}, or agree on a delivery plan that makes it unnecessary.`,
    data: {
      test: "exact binomial against the other customers' share, scaled by how much they differ",
      statistic: rush.length,
      p_value: rounded(p_value),
      effect: effect("share_ratio", own / share, "times", [own / share, Infinity]),
      direction: "higher",
      n: recent.length,
      dispersion: rounded(unlike),
      counts: { recent_rush: rush.length, recent_orders: recent.length, other_customers: customers },
      windows: { recent: { from: isoDay(since), to: isoDay(now) } },
      rows: { customer_id, orders: rush.slice(-namedRows).map(({ id }) => id) }
    }
  }
}
