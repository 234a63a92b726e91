import { assert, describe, it } from "@effect/vitest"
import { read } from "../../../src/chat/Reading.ts"
import { expected } from "../../../src/ops/ChaosMatrix/Expected.ts"
import { judge, type Seen } from "../../../src/ops/ChaosMatrix/Judge.ts"
import * as Questions from "../../../src/ops/ChaosMatrix/Questions.ts"
import { subjects } from "../../../src/ops/ChaosMatrix/Standalone.ts"

const chain = ["openai", "compatible"]
const terms = { deadline_ms: 1_000, strangers: subjects.strangers }
const asked = Questions.ask("status", subjects, "k7x")
const whole: Seen = {
  status: 200,
  took_ms: 200,
  text: "Delta Industries has USD 15,263.69 overdue [1].",
  source: "full_pipeline",
  degraded: false,
  degradations: [],
  generator: "primary",
  passed_quality_gates: true,
  entities: ["Delta Industries"]
}
const missing = (component: string) => ({
  degraded: true,
  degradations: [{ component, reason: "error" as const, detail: "It failed.", used_instead: "words alone" }]
})
const keyword: Seen = {
  ...whole,
  ...missing("facts"),
  text: "I cannot read the business data right now. Please ask again in a few minutes.",
  source: "keyword_fallback",
  generator: "template",
  passed_quality_gates: false,
  entities: []
}

/** Which promises were broken, by the first word of each problem. */
const broken = (seen: Seen, components: ReadonlyArray<string>, fault: Parameters<typeof expected>[1] = "error") =>
  judge(asked, seen, expected({ components }, fault, "status", chain), terms).map((problem) => problem.split(":")[0])

describe("The judge of the fault matrix", () => {
  it("lets pass what keeps every promise", () => {
    assert.deepStrictEqual(broken(whole, []), [])
    assert.deepStrictEqual(broken(whole, ["cache"]), [])
    assert.deepStrictEqual(broken(whole, ["compatible"]), [])
    assert.deepStrictEqual(broken({ ...whole, ...missing("embedder") }, ["embedder"]), [])
    assert.deepStrictEqual(broken({ ...whole, ...missing("openai/x"), generator: "fallback" }, ["openai"]), [])
    assert.deepStrictEqual(broken(keyword, ["database"]), [])
    assert.deepStrictEqual(broken(whole, ["database"], "latency"), [])
  })

  it("finds an error, and an answer that is late", () => {
    assert.deepStrictEqual(broken({ ...whole, status: 500 }, []), ["answered"])
    assert.deepStrictEqual(broken({ ...whole, took_ms: 1_101 }, []), ["in time"])
  })

  it("finds a degraded answer that poses as a whole one, and a whole one that is marked", () => {
    assert.deepStrictEqual(broken(whole, ["embedder"]), ["marked"])
    assert.deepStrictEqual(broken({ ...whole, ...missing("facts") }, ["embedder"]), ["marked"])
    assert.deepStrictEqual(broken({ ...whole, ...missing("compatible/x") }, ["compatible"]), ["marked"])
    assert.deepStrictEqual(broken({ ...whole, degraded: true }, []), ["honest"])
    assert.deepStrictEqual(broken({ ...keyword, degraded: false, degradations: [] }, ["database"]), [
      "honest",
      "marked"
    ])
    assert.deepStrictEqual(broken({ ...whole, text: "Delta Industries: undefined orders" }, []), ["honest"])
  })

  it("finds the wrong rung", () => {
    assert.deepStrictEqual(broken({ ...keyword, ...missing("embedder") }, ["embedder"]), ["rung"])
    assert.deepStrictEqual(broken({ ...whole, ...missing("openai/x"), generator: "template" }, ["openai"]), [
      "honest",
      "rung"
    ])
    assert.deepStrictEqual(broken({ ...whole, ...missing("facts") }, ["database"]), ["rung"])
  })

  it("finds an answer about somebody else, or with figures that nobody read", () => {
    assert.deepStrictEqual(broken({ ...whole, text: "They have USD 15,263.69 overdue [1]." }, []), ["subject"])
    assert.deepStrictEqual(broken({ ...whole, entities: ["Delta Industries", "Acme Corporation"] }, []), ["subject"])
    assert.deepStrictEqual(broken({ ...whole, text: `${whole.text} So has Acme Corporation.` }, []), ["subject"])
    assert.deepStrictEqual(broken({ ...keyword, text: "About $1,200 is overdue, as far as I know." }, ["database"]), [
      "subject"
    ])
  })

  for (const kind of Questions.kinds) {
    it(`its question of the kind ${kind} is understood as such`, () => {
      const question = Questions.ask(kind, subjects, "k7x")
      const names = question.about
      assert.strictEqual(read(question.query, { hasEntities: names.length > 0, names }).intent, question.intent)
      assert.strictEqual(read(question.query, { hasEntities: false }).intent, question.intent)
    })
  }
})
