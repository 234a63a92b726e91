import { assert, describe, it } from "@effect/vitest"
import { measuring } from "../../../src/chat/Reading/Measuring.ts"
import type { MeasureQuestion } from "../../../src/domain/Measure.ts"

const now = Date.UTC(2026, 4, 20)

/** What the plain words of one question are read as. */
const first = (text: string): MeasureQuestion | undefined => {
  const reading = measuring(text, { now, intents: [], named: 0, earlier: undefined, past: false })
  return reading?._tag === "Asked" ? reading.questions[0] : undefined
}

describe("customers and their limits", () => {
  for (
    const text of [
      "which customers are close to their credit limit?",
      "which accounts are nearing their limit?",
      "who has almost reached the credit limit?",
      "quels clients sont proches de leur plafond ?",
      "quels clients approchent de leur plafond de credit ?"
    ]
  ) {
    it(`wants those that use most of it: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.deepStrictEqual(question?.filters.value, { is: ">=", than: 0.8 })
    })
  }

  for (
    const text of [
      "which customers are closest to their credit limit?",
      "quels clients sont les plus proches de leur plafond ?"
    ]
  ) {
    it(`wants them all in order: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.isNull(question?.filters.value ?? null)
      assert.strictEqual(question?.rank?.order, "most")
    })
  }

  for (
    const text of [
      "which customers are above 90% of their credit limit?",
      "quels clients depassent 90 % de leur plafond de credit ?"
    ]
  ) {
    it(`takes a share of the limit for the use of it: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.deepStrictEqual(question?.filters.value, { is: ">", than: 0.9 })
    })
  }

  for (
    const [text, than] of [
      ["list customers with credit utilisation above 80%", 0.8],
      ["show me customers with utilization over 90 %", 0.9],
      ["customers above 50% of their limit", 0.5],
      ["give me the accounts using more than 70% of their credit", 0.7],
      ["how many customers use more than half of their credit limit?", 0.5],
      ["liste des clients ayant une utilisation du plafond de plus de 80 %", 0.8]
    ] as const
  ) {
    it(`looks at one customer after another, never at all together: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, "credit_utilization")
      assert.strictEqual(question?.by, "customer")
      assert.deepStrictEqual(question?.filters.value, { is: ">", than })
    })
  }

  it("wants those that are over it", () => {
    assert.deepStrictEqual(first("which customers are over their credit limit?")?.filters.value, { is: ">", than: 1 })
  })
})

describe("asked whether the whole comes to so much", () => {
  for (
    const [text, metric, claimed] of [
      ["did we place more than 100 orders last year?", "orders", { is: ">", than: 100 }],
      ["do we have more than 50 customers?", "customers", { is: ">", than: 50 }],
      ["is our credit utilisation above 50%?", "credit_utilization", { is: ">", than: 0.5 }],
      ["did we invoice more than $3 million last quarter?", "revenue", { is: ">", than: 3_000_000 }],
      ["is the average order below $2,000?", "average_order", { is: "<", than: 2_000 }],
      ["do customers pay more than 5 days late on average?", "days_late", { is: ">", than: 5 }],
      ["avons-nous plus de 50 clients ?", "customers", { is: ">", than: 50 }]
    ] as const
  ) {
    it(`leaves nothing out of it: ${text}`, () => {
      const question = first(text)
      assert.strictEqual(question?.metric, metric)
      assert.deepStrictEqual(question?.claimed, claimed)
      const { amount, days, value } = question?.filters ?? {}
      assert.deepStrictEqual({ amount, days, value }, { amount: null, days: null, value: null })
    })
  }

  it("looks for what is overdue among what is unpaid", () => {
    const question = first("is more than 10% of our money overdue?")
    assert.strictEqual(question?.as, "share")
    assert.deepStrictEqual(question?.claimed, { is: ">", than: 0.1 })
  })

  it("leaves out the rows that are smaller where each single one has to be so large", () => {
    for (const text of ["do we have invoices over $10,000?", "did delta send an order over $10,000 last year?"]) {
      assert.isNull(first(text)?.claimed ?? null, text)
      assert.deepStrictEqual(first(text)?.filters.amount, { is: ">", than: 10_000 }, text)
    }
  })

  it("takes no share of a sum for an amount", () => {
    const reading = measuring("which customers make up more than 5% of our revenue?", {
      now,
      intents: [],
      named: 0,
      earlier: undefined,
      past: false
    })
    assert.strictEqual(reading?._tag, "Asked")
    if (reading?._tag !== "Asked") return
    assert.isNull(reading.questions[0]?.filters.value ?? null)
    assert.deepStrictEqual(reading.unread, ["5%"])
  })

  it("takes weeks and months of being late for days", () => {
    for (
      const [text, days] of [
        ["which invoices are overdue by more than 3 months?", { is: ">", than: 90 }],
        ["who has been overdue for at least two weeks?", { is: ">=", than: 14 }],
        ["quelles factures sont en retard de plus d'un mois ?", { is: ">", than: 30 }]
      ] as const
    ) assert.deepStrictEqual(first(text)?.filters.days, days, text)
    assert.isNull(first("what was overdue over the last 3 months?")?.filters.days ?? null)
  })

  it("reads numbers that are written out", () => {
    assert.deepStrictEqual(first("do we have more than ten customers?")?.claimed, { is: ">", than: 10 })
    const invoices = first("which customers have more than five overdue invoices?")
    assert.strictEqual(invoices?.metric, "overdue_invoices")
    assert.deepStrictEqual(invoices?.filters.value, { is: ">", than: 5 })
  })

  it("takes clients that are so many days late for those who pay late", () => {
    const question = first("list clients that are over 10 days late on average")
    assert.strictEqual(question?.metric, "days_late")
    assert.deepStrictEqual(question?.filters.value, { is: ">", than: 10 })
  })
})

it("measures nothing where it is asked what follows from being late", () => {
  assert.isUndefined(first("what happens when someone doesn't pay for 60 days?"))
  assert.isUndefined(first("que se passe-t-il si un client ne paie pas pendant 60 jours ?"))
})

it("takes what customers do on average for one number, and what each of them does for many", () => {
  assert.isNull(first("what are the average payment terms of our customers?")?.by ?? null)
  assert.isNull(first("quel est le delai de paiement moyen de nos clients ?")?.by ?? null)
  assert.strictEqual(first("average days late by customer")?.by, "customer")
})

it("lists what falls due by its day where it is asked when", () => {
  const question = first("when is our next invoice due?")
  assert.strictEqual(question?.by, "invoice")
  assert.strictEqual(question?.rank?.order, "oldest")
})

it("ranks customers by the day they came where it is asked who has been here longest", () => {
  assert.strictEqual(first("which customers have been with us the longest?")?.rank?.order, "oldest")
  assert.strictEqual(first("who are our newest customers?")?.rank?.order ?? "newest", "newest")
})

it("counts late invoices and lost customers, and takes no revenue of all for that of new customers", () => {
  assert.strictEqual(first("how many of our invoices were paid late this year?")?.metric, "late_share")
  assert.strictEqual(first("did we lose any customers this year?")?.metric, "inactive_customers")
  // What new customers brought in cannot be told apart from the rest.
  assert.isUndefined(first("how much revenue comes from new customers?"))
})

it("says that it does not know which ones are meant, where no list came before", () => {
  const reading = measuring("which of those owes us the most?", {
    now,
    intents: [],
    named: 0,
    earlier: undefined,
    past: false
  })
  assert.deepStrictEqual(reading?._tag === "Asked" ? reading.unread : undefined, ["those"])
})
