import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Anomaly } from "../../../src/knowledge/Patterns/Anomaly.ts"
import { CreditUtilization } from "../../../src/knowledge/Patterns/CreditUtilization.ts"
import type { Detector } from "../../../src/knowledge/Patterns/Detector.ts"
import type { History, Invoice, Order } from "../../../src/knowledge/Patterns/History.ts"
import { judge } from "../../../src/knowledge/Patterns/Judgement.ts"
import { OrderVolumeTrend } from "../../../src/knowledge/Patterns/OrderVolumeTrend.ts"
import { PaymentTimingShift } from "../../../src/knowledge/Patterns/PaymentTimingShift.ts"
import { RushOrderFrequency } from "../../../src/knowledge/Patterns/RushOrderFrequency.ts"
import { Seasonality } from "../../../src/knowledge/Patterns/Seasonality.ts"

const day = 86_400_000
const now = Date.UTC(2026, 2, 9)
const history = (
  parts: Partial<Pick<History, "orders" | "invoices" | "credit_limit" | "uninvoiced">>
): History => ({
  customer_id: "c",
  name: "Delta",
  currency: "USD",
  orders: [],
  invoices: [],
  uninvoiced: 0,
  ...parts
})
const order = (back: number, rush = false, amount = 900 + (back * 37) % 200): Order => ({
  id: `o-${back}-${rush}`,
  at: now - back * day,
  rush,
  amount
})
/** Every `step` days, oldest first. */
const regular = (from: number, until: number, step: number, rush = false) =>
  Array.from({ length: Math.floor((from - until) / step) }, (_, i) => order(from - i * step, rush))
const byTime = (orders: ReadonlyArray<Order>) => orders.toSorted((a, b) => a.at - b.at)
const invoice = (back: number, late?: number): Invoice => {
  const due_at = now - back * day
  return {
    id: `i-${back}`,
    number: `INV-${back}`,
    issued_at: due_at - 30 * day,
    due_at,
    amount: 100,
    payments: late === undefined ? [] : [{ at: due_at + late * day, amount: 100 }],
    ...(late === undefined ? {} : { paid_at: due_at + late * day })
  }
}
const look = (detector: Detector, of: History) => Effect.runSync(detector.detect(of, undefined, now))
const confidence = (detector: Detector, of: History) =>
  judge([{ pattern_type: detector.pattern_type, outcome: look(detector, of) }])[0]?.confidence ?? 0
const reason = (detector: Detector, of: History) => {
  const outcome = look(detector, of)
  return outcome._tag === "TooLittleData" ? outcome.reason : outcome._tag
}

describe("payment_timing_shift", () => {
  const usual = Array.from({ length: 40 }, (_, i) => invoice(700 - i * 12, (i % 5) - 1))

  it("is seen although the late invoices are not paid yet", () => {
    const unpaid = [160, 140, 120, 100, 80, 60, 40, 20].map((back) => invoice(back))
    assert.isAbove(confidence(PaymentTimingShift, history({ invoices: [...usual, ...unpaid] })), 0.8)
  })

  it("is not read into invoices that are only just due", () => {
    const prompt = [160, 140, 120, 100, 80, 60, 40].map((back, i) => invoice(back, (i % 5) - 1))
    const justDue = [2, 1, 0.5].map((back) => invoice(back))
    assert.strictEqual(confidence(PaymentTimingShift, history({ invoices: [...usual, ...prompt, ...justDue] })), 0)
  })

  it("is neither hidden nor feigned by one invoice in dispute", () => {
    const late = [160, 140, 120, 100, 80, 60, 40].map((back, i) => invoice(back, 15 + (i % 4)))
    const disputed = usual.map((one, i) => i === 5 ? invoice(640) : one)
    assert.isAbove(confidence(PaymentTimingShift, history({ invoices: [...disputed, ...late] })), 0.8)
    const prompt = [160, 140, 120, 100, 80, 60, 40].map((back, i) =>
      i === 0 ? invoice(back) : invoice(back, (i % 5) - 1)
    )
    assert.strictEqual(confidence(PaymentTimingShift, history({ invoices: [...usual, ...prompt] })), 0)
  })

  it("needs invoices to compare with", () => {
    assert.match(
      reason(PaymentTimingShift, history({ invoices: [invoice(30), invoice(60)] })),
      /^too little data: 2 invoices/
    )
  })
})

describe("rush_order_frequency", () => {
  it("tells hurry from growth", () => {
    const calm = [...regular(700, 0, 6), ...regular(690, 190, 60, true)]
    const hurry = byTime([...calm, ...regular(170, 0, 10, true)])
    assert.isAbove(confidence(RushOrderFrequency, history({ orders: hurry })), 0.8)
    // Four times the rush orders among four times the orders.
    const growth = byTime([
      ...regular(700, 182, 8),
      ...regular(690, 190, 60, true),
      ...regular(180, 0, 2),
      ...regular(178, 0, 15, true)
    ])
    assert.isBelow(confidence(RushOrderFrequency, history({ orders: growth })), 0.6)
  })

  it("is seen where every order is a rush order", () => {
    const only = byTime([...regular(700, 190, 170, true), ...regular(170, 0, 14, true)])
    assert.isAbove(confidence(RushOrderFrequency, history({ orders: only })), 0.6)
  })

  it("says so where there is no past to compare with", () => {
    assert.match(reason(RushOrderFrequency, history({})), /^too little data/)
    assert.match(reason(RushOrderFrequency, history({ orders: regular(100, 0, 10) })), /^too little data/)
  })
})

describe("anomaly", () => {
  const usual = regular(700, 0, 7)

  it("is an order of the wrong size, a pause, a burst or a silence", () => {
    const found = {
      size: usual.map((one, i) => i === 90 ? { ...one, amount: one.amount * 60 } : one),
      pause: usual.filter(({ at }) => at < now - 200 * day || at > now - 100 * day),
      burst: byTime([...usual, ...Array.from({ length: 12 }, (_, i) => order(40.2 + i / 4))]),
      silence: usual.filter(({ at }) => at < now - 80 * day)
    }
    for (const [kind, orders] of Object.entries(found)) {
      assert.isAbove(confidence(Anomaly, history({ orders })), 0.6, kind)
    }
    assert.strictEqual(confidence(Anomaly, history({ orders: usual })), 0)
  })

  it("does not mind equal amounts, days or a future order", () => {
    const same = [...regular(700, 0, 7).map((one) => ({ ...one, amount: 500 })), order(-30)]
    assert.strictEqual(confidence(Anomaly, history({ orders: same })), 0)
  })

  it("needs to know what is usual", () => {
    assert.match(reason(Anomaly, history({ orders: regular(60, 0, 20) })), /^too little data: 3 orders; 12 are needed/)
  })
})

describe("credit_utilization", () => {
  /** Nine invoices of 100 are open, each for 60 days after it was issued. */
  const steady = Array.from({ length: 120 }, (_, i): Invoice => {
    const issued_at = now - (720 - i * 6) * day
    const paid_at = issued_at + 60 * day
    const paid = paid_at <= now
    return {
      id: `i-${i}`,
      number: `INV-${i}`,
      issued_at,
      due_at: issued_at + 30 * day,
      amount: 100,
      payments: paid ? [{ at: paid_at, amount: 100 }] : [],
      ...(paid ? { paid_at } : {})
    }
  })

  it("is a limit that is nearly used up for months, open orders included", () => {
    const found = look(CreditUtilization, history({ invoices: steady, credit_limit: 1_000, uninvoiced: 150 }))
    const { data, insight } = found._tag === "Detected" ? found.finding : { data: {}, insight: "" }
    assert.match(insight, /^Delta uses 105 % of its credit limit: USD 1,050 of USD 1,000, USD 150 of it in open orders/)
    assert.deepInclude(data, { utilization: 1.05, direction: "over", turnover_days: 60 })
    assert.isAbove(confidence(CreditUtilization, history({ invoices: steady, credit_limit: 1_100 })), 0.6)
  })

  it("is neither a limit that is far away nor one that was near for two weeks", () => {
    assert.strictEqual(confidence(CreditUtilization, history({ invoices: steady, credit_limit: 3_000 })), 0)
    const invoices = [...steady, { ...invoice(-20), amount: 1_500 }]
    assert.isBelow(confidence(CreditUtilization, history({ invoices, credit_limit: 3_000 })), 0.6)
  })

  it("needs a limit and half a year of invoices", () => {
    assert.match(reason(CreditUtilization, history({ invoices: steady })), /no credit limit is set$/)
    assert.match(
      reason(CreditUtilization, history({ invoices: steady.slice(-10), credit_limit: 1_000 })),
      /26 weeks are needed$/
    )
  })
})

describe("order_volume_trend and seasonality", () => {
  const inMonths = (counts: ReadonlyArray<number>) =>
    counts.flatMap((count, i) =>
      Array.from({ length: count }, (_, k) => order((counts.length - i - (k + 0.5) / count) * 30.4375))
    )

  it("a season is no trend, and says when it is", () => {
    const orders = inMonths([4, 4, 5, 6, 9, 15, 20, 14, 9, 6, 5, 4, 4, 5, 5, 7, 8, 16, 19, 15, 8, 7, 5, 4, 4])
    assert.isAbove(confidence(Seasonality, history({ orders })), 0.6)
    assert.strictEqual(confidence(OrderVolumeTrend, history({ orders })), 0)
    const found = look(Seasonality, history({ orders }))
    assert.match(
      found._tag === "Detected" ? found.finding.insight : "",
      /most from \d+ (July|August) to \d+ (October|November)/
    )
  })

  it("a season is told after two years, though the first order came some days into them", () => {
    const orders = inMonths([4, 4, 5, 6, 9, 15, 20, 14, 9, 6, 5, 4, 5, 5, 5, 7, 8, 16, 19, 15, 8, 7, 5, 4])
    assert.isAbove(orders[0]?.at ?? now, now - 24 * 30.4375 * day)
    assert.isAbove(confidence(Seasonality, history({ orders })), 0.6)
  })

  it("a trend is no season, and a silence no decline", () => {
    const growing = inMonths(Array.from({ length: 25 }, (_, i) => Math.round(8 * 2.5 ** (i / 12 - 1))))
    assert.isAbove(confidence(OrderVolumeTrend, history({ orders: growing })), 0.6)
    assert.strictEqual(confidence(Seasonality, history({ orders: growing })), 0)
    const silent = inMonths(Array.from({ length: 26 }, (_, i) => i < 22 ? 8 : 0))
    assert.isAbove(confidence(Anomaly, history({ orders: silent })), 0.6)
    assert.strictEqual(confidence(OrderVolumeTrend, history({ orders: silent })), 0)
  })

  it("need two years", () => {
    assert.match(
      reason(Seasonality, history({ orders: regular(500, 0, 5) })),
      /^too little data: 97 orders over 16 months/
    )
    assert.match(reason(OrderVolumeTrend, history({ orders: regular(500, 0, 5) })), /^too little data/)
  })
})
