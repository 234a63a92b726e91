import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck, Metric } from "effect"
import * as Metrics from "../../src/telemetry/Metrics.ts"
import * as Prometheus from "../../src/telemetry/Prometheus.ts"

interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([-+]?(?:Inf|NaN|[0-9.e+-]+))$/s
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gs
const unescape = (text: string) => text.replace(/\\(.)/gs, (_, c: string) => c === "n" ? "\n" : c)
const number = (text: string) => Number(text.replace("Inf", "Infinity"))

/** A reader of the exposition format, strict about what it takes. */
const parse = (text: string) => {
  const types = new Map<string, string>()
  const samples: Array<Sample> = []
  assert.isTrue(text.endsWith("\n"))
  for (const line of text.slice(0, -1).split("\n")) {
    const [, kind, name = "", rest = ""] = /^# (TYPE|HELP) (\S+) (.*)$/.exec(line) ?? []
    if (kind === "HELP") continue
    if (kind === "TYPE") {
      assert.isFalse(types.has(name), `${name} has two types`)
      assert.include(["counter", "gauge", "histogram", "summary"], rest)
      types.set(name, rest)
      continue
    }
    const [whole, sample = "", labels = "", value = ""] = sampleLine.exec(line) ?? []
    assert.isDefined(whole, `not a sample: ${line}`)
    const pairs = Array.from(labels.matchAll(labelPair))
    assert.strictEqual(pairs.map(([pair]) => pair).join(""), labels, `odd labels: ${labels}`)
    samples.push({
      name: sample,
      labels: Object.fromEntries(pairs.map(([, key = "", text = ""]) => [key, unescape(text)])),
      value: number(value)
    })
  }
  return { samples, types }
}

const scrape = Effect.map(Prometheus.render, parse)

describe("Prometheus", () => {
  it.effect("counters end in _total and count", () =>
    Effect.gen(function*() {
      const count = Metrics.labelled(Metrics.answers, "source", "generator", "degraded")
      count(1, "full_pipeline", "primary", "false")
      count(2, "full_pipeline", "primary", "false")
      const { samples, types } = yield* scrape
      assert.strictEqual(types.get("answers_total"), "counter")
      assert.deepStrictEqual(samples.filter(({ name }) => name === "answers_total"), [
        {
          name: "answers_total",
          labels: { source: "full_pipeline", generator: "primary", degraded: "false" },
          value: 3
        }
      ])
    }))

  it.effect("histograms of times name their unit, and their buckets add up to their count", () =>
    Effect.gen(function*() {
      const observe = Metrics.labelled(Metrics.requestHandlerDuration, "endpoint")
      for (const millis of [0.5, 4, 40, 400, 400_000]) observe(millis, "chat")
      const { samples, types } = yield* scrape
      const named = (suffix: string) =>
        samples.filter(({ name }) => name === `request_handler_duration_milliseconds_${suffix}`)
      assert.strictEqual(types.get("request_handler_duration_milliseconds"), "histogram")
      assert.deepStrictEqual([named("count")[0]?.value, named("sum")[0]?.value], [5, 400_444.5])
      const buckets = named("bucket")
      assert.deepStrictEqual(
        buckets.map(({ value }) => value),
        buckets.map(({ value }) => value).toSorted((a, b) => a - b)
      )
      assert.deepStrictEqual(buckets.at(-1), {
        name: "request_handler_duration_milliseconds_bucket",
        labels: { endpoint: "chat", le: "+Inf" },
        value: 5
      })
      assert.strictEqual(buckets.find(({ labels }) => labels["le"] === "50")?.value, 3)
    }))

  it.effect("gauges go up and down, and so do counters that may", () =>
    Effect.gen(function*() {
      yield* Metric.set(Metrics.requestsInProgress, 7)
      yield* Metric.set(Metrics.requestsInProgress, 2)
      yield* Metric.incrementBy(Metric.counter("test_running"), -1)
      const { samples, types } = yield* scrape
      assert.strictEqual(samples.find(({ name }) => name === "requests_in_progress")?.value, 2)
      assert.deepStrictEqual([types.get("requests_in_progress"), types.get("test_running")], ["gauge", "gauge"])
    }))

  it.effect("frequencies and summaries can be read too", () =>
    Effect.gen(function*() {
      yield* Metric.update(Metric.frequency("test_words"), "yes")
      const summary = Metric.summary({
        name: "test_sizes",
        maxAge: "1 minute",
        maxSize: 10,
        error: 0,
        quantiles: [0.5]
      })
      yield* Metric.update(summary, 3)
      const { samples } = yield* scrape
      assert.deepStrictEqual(samples.filter(({ name }) => name.startsWith("test_words")), [
        { name: "test_words_total", labels: { key: "yes" }, value: 1 }
      ])
      assert.deepStrictEqual(samples.filter(({ name }) => name.startsWith("test_sizes")).map(({ name }) => name), [
        "test_sizes",
        "test_sizes_sum",
        "test_sizes_count"
      ])
    }))

  it.effect.prop(
    "any label value survives the way there and back",
    [FastCheck.string({ unit: "binary" })],
    ([value]) =>
      Effect.gen(function*() {
        yield* Metric.update(Metric.tagged(Metric.counter("test_labels"), "text", value), 1)
        const { samples } = yield* scrape
        assert.isTrue(samples.some(({ labels, name }) => name === "test_labels" && labels["text"] === value))
      }),
    { fastCheck: { numRuns: 50 } }
  )

  it.effect("one name defined twice is still one series", () =>
    Effect.gen(function*() {
      yield* Metric.incrementBy(Metric.counter("test_twice", { description: "one", incremental: true }), 1)
      yield* Metric.incrementBy(Metric.counter("test_twice", { description: "other", incremental: true }), 2)
      const { samples } = yield* scrape
      assert.deepStrictEqual(samples.filter(({ name }) => name === "test_twice_total").map(({ value }) => value), [3])
    }))

  it("a label that gets out of hand ends up as `other`", () => {
    const count = Metrics.labelled(Metric.counter("test_bounded"), "which")
    for (let i = 0; i < 1_500; i++) count(1, `value ${i}`)
    const names = Metric.unsafeSnapshot().filter(({ metricKey }) => metricKey.name === "test_bounded")
      .map(({ metricKey }) => metricKey.tags[0]?.value)
    assert.strictEqual(names.length, 1_001)
    assert.include(names, "other")
  })
})
