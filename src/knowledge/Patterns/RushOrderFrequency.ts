/** Does the customer order in a hurry more often than it used to, and than others do? */
import { isoDay } from "../../domain/Time.ts"
import { type Finding, Outcome, pure } from "./Detector.ts"
import { day, type History, type Order, type Peers, recentDays } from "./History.ts"
import { sinceMoreAreMarked } from "./Onset.ts"
import { betaBinomialTail, compareRates, compareShares, dispersionOf } from "./Statistics.ts"
import { counted, dispersionInData, effect, figure, namedRows, possessive, rounded } from "./Wording.ts"

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
  const higher = weighed(others, 0.1)
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

const monthDays = 30

/** How much more the months before differ, in rush orders and in their share, than chance alone would have them. */
const unevenness = (earlier: ReadonlyArray<Order>, until: number, days: number) => {
  const rush = rushOf(earlier).length
  const bins = Array.from({ length: Math.floor(days / monthDays) }, () => ({ rush: 0, orders: 0 }))
  for (const order of earlier) {
    const bin = bins[Math.floor((until - order.at) / (monthDays * day))]
    if (bin === undefined) continue
    bin.orders++
    if (order.rush) bin.rush++
  }
  const share = rush / Math.max(1, earlier.length)
  const perMonth = rush * monthDays / days
  return {
    rate: dispersionOf(bins.map((bin) => ({ seen: bin.rush, expected: perMonth, variance: perMonth }))),
    share: dispersionOf(bins.map((bin) => ({
      seen: bin.rush,
      expected: share * bin.orders,
      variance: share * (1 - share) * bin.orders
    })))
  }
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
  const uneven = unevenness(earlier, since, earlierDays)
  const inTime = compareRates(
    { count: rushNow.length, exposure: recentDays },
    { count: rushThen.length, exposure: earlierDays },
    uneven.rate
  )
  const tellsGrowth = orders.length - rushNow.length - rushThen.length >= leastOrdinary
  // More rush orders among more orders of every kind is growth, not hurry: what counts is their share, if it can be told.
  const p_share = compareShares(
    { count: rushNow.length, of: recent.length },
    { count: rushThen.length, of: earlier.length },
    uneven.share
  )
  const p_value = tellsGrowth ? p_share : inTime.p_value
  const usual = tellsGrowth
    ? rushThen.length * recent.length / earlier.length
    : rushThen.length * recentDays / earlierDays
  const excess = rushNow.length - usual
  const ratio = rushNow.length / Math.max(usual, 0.5)
  const onset = sinceMoreAreMarked(orders.map(({ at, rush }) => ({ at, marked: rush })))
  const perMonth = (count: number, days: number) => figure(count / months(days))
  const times = rushThen.length === 0
    ? "after none at all"
    : `${figure(rushNow.length / recentDays / (rushThen.length / earlierDays))} times the earlier rate (95 % interval ${
      figure(inTime.interval[0])
    } to ${Number.isFinite(inTime.interval[1]) ? figure(inTime.interval[1]) : "open"})`
  return {
    p_value,
    // Twice the usual, at least two orders more than that, and not only because the other orders stay away.
    practical: Math.max(0, Math.min(Math.log2(Math.max(ratio, 1)), excess / 2, inTime.ratio)),
    insight: `${name} placed ${counted(rushNow.length, "rush order")} in the last 6 months (${
      perMonth(rushNow.length, recentDays)
    } a month, since ${isoDay(since)}), against ${counted(rushThen.length, "rush order")} in the ${
      figure(months(earlierDays))
    } months before (${perMonth(rushThen.length, earlierDays)} a month): ${times}.${
      onset === undefined || onset.at < since - recentDays * day ? "" : ` It began about ${isoDay(onset.at)}.`
    }`,
    recommendation:
      `Ask ${name} why orders have become urgent; offer a delivery plan or safety stock, and price rush handling.`,
    data: {
      test: (tellsGrowth
        ? "Fisher's exact test of the share of rush orders, recent against earlier; "
        : "exact conditional binomial test of the rate of rush orders, recent against earlier; ") +
        "quasi-likelihood t where months differ by more than chance",
      statistic: rushNow.length,
      p_value: rounded(p_value),
      p_value_by_time: rounded(inTime.p_value),
      p_value_by_share_of_orders: tellsGrowth ? rounded(p_share) : null,
      dispersion: dispersionInData(tellsGrowth ? uneven.share : uneven.rate),
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
      change_point: onset === undefined ? null : {
        date: isoDay(onset.at),
        interval: onset.interval.map((at) => isoDay(at)),
        test: "likelihood scan of the share of rush orders; the dates within 1.92 of its maximum"
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
  // Customers differ from each other by more than chance: shares vary among them as a beta distribution does.
  const unlike = total(
    (group) => (group.customers * (group.rush - share * group.orders) ** 2) / (group.orders * share * (1 - share))
  ) / (customers - 1)
  const correlation = Math.min(0.95, Math.max(0, (unlike - 1) * customers / Math.max(1, orders - customers)))
  const rush = rushOf(recent)
  // No model of the others can make a customer rarer than one more than it has been seen beside.
  const asHigh = total((group) =>
    group.orders >= 5 && group.rush / group.orders >= rush.length / recent.length ? group.customers : 0
  )
  const p_value = Math.max(
    betaBinomialTail(rush.length, recent.length, share, correlation),
    (1 + asHigh) / (1 + total((group) => group.orders >= 5 ? group.customers : 0))
  )
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
      test: "beta-binomial against the other customers' shares, but no less than the customer's rank among them",
      statistic: rush.length,
      p_value: rounded(p_value),
      effect: effect("share_ratio", own / share, "times", [own / share, Infinity]),
      direction: "higher",
      n: recent.length,
      correlation: rounded(correlation),
      counts: { recent_rush: rush.length, recent_orders: recent.length, other_customers: customers },
      windows: { recent: { from: isoDay(since), to: isoDay(now) } },
      rows: { customer_id, orders: rush.slice(-namedRows).map(({ id }) => id) }
    }
  }
}
