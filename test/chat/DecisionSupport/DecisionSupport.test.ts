import { FileSystem } from "@effect/platform"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Either, Layer, Schema } from "effect"
import { join } from "node:path"
import {
  analyse,
  type Decision,
  DecisionSupport,
  defaultWeights,
  layer,
  layerConfig,
  weightsFrom
} from "../../../src/chat/DecisionSupport.ts"
import { DecisionAnalysis } from "../../../src/domain/Decision.ts"
import * as PackageRoot from "../../../src/storage/PackageRoot.ts"
import * as Performance from "../../../src/telemetry/Performance.ts"
import { acme, bad, delta, facts, good, laterPayments } from "./Customers.ts"

const question = "Should we extend payment terms to them?"
const both = [...facts(delta, good), ...facts(acme, bad)]
const weigh = (more: Partial<Decision>) =>
  analyse({ question, language: "en", entities: [delta], items: both, patterns: [], weights: defaultWeights, ...more })

describe("DecisionSupport", () => {
  it("gives every number with where it comes from, and only the customer's own", () => {
    const { criteria, kind, risks } = weigh({})
    assert.strictEqual(kind, "extend_payment_terms")
    const evidence = criteria.map((criterion) => criterion.evidence).join("\n")
    assert.include(evidence, "The last 8 paid invoices were paid 1 day early on average (payment record)")
    assert.include(evidence, "$45,000 of a credit limit of $100,000 is in use, 45% (exposure)")
    assert.notInclude(evidence, "60,000")
    assert.deepStrictEqual(risks.map(({ likelihood }) => likelihood), ["low", "low", "medium"])
  })

  it("counts a proven shift to later payments, and nobody else's", () => {
    const [calm, warned] = [weigh({}), weigh({ patterns: [laterPayments] })]
    assert.isBelow(
      warned.options.find(({ option }) => option === "Extend the payment terms of Delta Industries")?.score ?? 1,
      calm.options[0]?.score ?? 0
    )
    assert.match(warned.recommendation, /^Keep the payment terms/)
    assert.match(
      JSON.stringify(warned.criteria),
      /Payments now come 18 days later than before \(pattern, confidence 93%\)/
    )
    const noise = { ...laterPayments, confidence: 0.5 }
    const others = { ...laterPayments, data: { ...laterPayments.data, customer_id: "c-acme" } }
    assert.deepStrictEqual(weigh({ patterns: [noise, others] }), calm)
  })

  it("ranks several customers and decides for each", () => {
    const analysis = weigh({ entities: [acme, delta] })
    assert.deepStrictEqual(analysis.options.map(({ option }) => option).slice(0, 1), [
      "Extend the payment terms of Delta Industries"
    ])
    assert.strictEqual(analysis.options.length, 3)
    assert.match(
      analysis.recommendation,
      /Extend the payment terms of Delta Industries; keep the payment terms of Acme/
    )
  })

  it("names what is missing where nobody is named, instead of guessing", () => {
    const analysis = weigh({ entities: [], items: [] })
    assert.strictEqual(analysis.kind, "generic")
    assert.isAtMost(analysis.confidence, 0.1)
    assert.match(analysis.recommendation, /payment behaviour/)
  })

  it("names the evidence that is missing about a customer", () => {
    const analysis = weigh({ items: facts(delta, good).filter(({ topic }) => topic !== "payment_behaviour") })
    assert.match(analysis.recommendation, /Not known, and therefore less certain: payment behaviour/)
    assert.isBelow(analysis.confidence, weigh({}).confidence)
  })

  it("is not thrown by facts of an unexpected shape", () => {
    const items = facts(delta, good).map((item) => ({ ...item, data: { nonsense: true } }))
    assert.strictEqual(weigh({ items }).confidence, 0)
  })

  it("answers in French when asked in French", () => {
    const analysis = weigh({ question: "Faut-il allonger les délais de paiement ?", language: "fr", entities: [acme] })
    assert.match(analysis.recommendation, /^Laisser inchangés les délais de paiement d'Acme Corp/)
    assert.notMatch(JSON.stringify(analysis), /\b(?:the|days|orders|would)\b/)
  })

  it("asks first for what is overdue to be paid, and sets no conditions on a refusal", () => {
    const middling = weigh({ items: facts(delta, { ...good, overdue: 9_000, days_late: 6, growth: 0 }) })
    assert.match(middling.recommendation, / on conditions\./)
    assert.include(middling.conditions, "The overdue $9,000 is paid first")
    assert.deepStrictEqual(weigh({ entities: [acme] }).conditions, [])
  })

  it("weighs taking something away the other way round", () => {
    const stop = (more: Partial<Decision>) =>
      weigh({ question: "Should we terminate the contract with them?", ...more })
    assert.match(stop({}).recommendation, /^Do not terminate the contract with Delta/)
    assert.match(stop({ entities: [acme] }).recommendation, /^Terminate the contract with Acme/)
    assert.match(weigh({ question: "Should we shorten the payment terms?" }).recommendation, /^Do not go ahead/)
  })

  it.effect("gives what the wire can carry", () =>
    Effect.gen(function*() {
      const decisions = yield* DecisionSupport
      const analysis = yield* decisions.analyse({
        question,
        language: "en",
        entities: [delta],
        items: both,
        patterns: []
      })
      assert.deepStrictEqual(
        yield* Schema.decodeUnknown(DecisionAnalysis)(JSON.parse(JSON.stringify(analysis))),
        analysis
      )
    }).pipe(Effect.provide(layer(defaultWeights).pipe(Layer.provide(Performance.layer)))))
})

describe("weights", () => {
  const configured = (file: string) =>
    layerConfig.pipe(
      Layer.provide(Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["HOLDFAST_DECISIONS_FILE", file]])))),
      Layer.provide([NodeContext.layer, Performance.layer])
    )
  const shipped = join(PackageRoot.config, "decisions.json")

  it.scoped("are shipped as they are compiled in", () =>
    Effect.gen(function*() {
      const files = yield* FileSystem.FileSystem
      assert.deepStrictEqual(Either.getOrThrow(weightsFrom(yield* files.readFileString(shipped))), defaultWeights)
      yield* Layer.build(configured(shipped))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("that are wrong stop the start and say what is expected", () =>
    Effect.gen(function*() {
      const files = yield* FileSystem.FileSystem
      const file = yield* files.makeTempFileScoped()
      const problem = (text: string) =>
        Effect.zipRight(files.writeFileString(file, text), Effect.flip(Layer.build(configured(file)))).pipe(
          Effect.map(String)
        )
      assert.match(yield* problem("{"), /HOLDFAST_DECISIONS_FILE/)
      const flat = { ...defaultWeights, generic: { track_record: { weight: 0.1, against: 3, for: 3 } } }
      assert.match(yield* problem(JSON.stringify(flat)), /expected "against" and "for" to differ/)
      assert.match(
        yield* problem(JSON.stringify({ ...defaultWeights, generic: {} })),
        /expected at least one criterion/
      )
    }).pipe(Effect.provide(NodeContext.layer)))
})
