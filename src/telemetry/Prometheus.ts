/** The metrics of the process as Prometheus text, version 0.0.4. */
import { Effect, Metric, MetricKeyType, type MetricLabel, type MetricPair, MetricState } from "effect"

export const contentType = "text/plain; version=0.0.4; charset=utf-8"

export const render: Effect.Effect<string> = Effect.map(Metric.snapshot, (pairs) => {
  const families = new Map<string, Family>()
  for (const pair of pairs) {
    const { description, name: given, tags } = pair.metricKey
    const unit = tags.find((tag) => tag.key === "time_unit")?.value
    const type = typeOf(pair)
    const base = given.replace(/[^a-zA-Z0-9_:]/g, "_") + (unit === undefined ? "" : `_${unit}`)
    const name = type === "counter" && !base.endsWith("_total") ? `${base}_total` : base
    const family = families.get(name) ??
      { type, help: description._tag === "Some" ? description.value : "", samples: new Map() }
    families.set(name, family)
    if (family.type !== type) continue
    // Two definitions that differ in their description are one series here: a repeated sample voids the whole scrape.
    for (const [series, value] of samples(name, tags.filter((tag) => tag.key !== "time_unit"), pair.metricState)) {
      const before = type === "gauge" ? 0 : family.samples.get(series) ?? 0
      family.samples.set(series, before + Number(value))
    }
  }
  return Array.from(families, ([name, { help, samples, type }]) =>
    [
      `# HELP ${name} ${escapeHelp(help === "" ? wordsOf(name) : help)}`,
      `# TYPE ${name} ${type}`,
      ...Array.from(samples, ([series, value]) => `${series} ${numeral(value)}`)
    ].join("\n")).join("\n") + "\n"
})

interface Family {
  readonly type: string
  readonly help: string
  /** By name and labels. */
  readonly samples: Map<string, number>
}

/** Counters that may go down are gauges to Prometheus. */
const typeOf = ({ metricKey: { keyType }, metricState: state }: MetricPair.MetricPair.Untyped): string =>
  MetricKeyType.isCounterKey(keyType)
    ? keyType.incremental ? "counter" : "gauge"
    : MetricState.isFrequencyState(state)
    ? "counter"
    : MetricState.isGaugeState(state)
    ? "gauge"
    : MetricState.isHistogramState(state)
    ? "histogram"
    : "summary"

const samples = (
  name: string,
  tags: ReadonlyArray<MetricLabel.MetricLabel>,
  state: MetricState.MetricState.Untyped
): ReadonlyArray<readonly [series: string, value: number | bigint]> => {
  const line = (value: number | bigint, suffix = "", ...extra: ReadonlyArray<readonly [string, string]>) =>
    [`${name}${suffix}${labelsOf(tags, extra)}`, value] as const
  if (MetricState.isCounterState(state)) return [line(state.count)]
  if (MetricState.isGaugeState(state)) return [line(state.value)]
  if (MetricState.isFrequencyState(state)) {
    return Array.from(state.occurrences, ([key, count]) => line(count, "", ["key", key]))
  }
  if (MetricState.isHistogramState(state)) {
    return [
      ...state.buckets.filter(([bound]) => Number.isFinite(bound))
        .map(([bound, count]) => line(count, "_bucket", ["le", numeral(bound)])),
      line(state.count, "_bucket", ["le", "+Inf"]),
      line(state.sum, "_sum"),
      line(state.count, "_count")
    ]
  }
  if (MetricState.isSummaryState(state)) {
    return [
      ...state.quantiles.flatMap(([quantile, value]) =>
        value._tag === "Some" ? [line(value.value, "", ["quantile", numeral(quantile)])] : []
      ),
      line(state.sum, "_sum"),
      line(state.count, "_count")
    ]
  }
  return []
}

const labelsOf = (
  tags: ReadonlyArray<MetricLabel.MetricLabel>,
  extra: ReadonlyArray<readonly [string, string]>
): string => {
  const all = [...tags.map(({ key, value }): readonly [string, string] => [key, value]), ...extra]
  return all.length === 0
    ? ""
    : `{${all.map(([key, value]) => `${key.replace(/[^a-zA-Z0-9_]/g, "_")}="${escape(value)}"`).join(",")}}`
}

const numeral = (value: number): string => value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : String(value)

const escape = (text: string): string => text.replace(/\\/g, "\\\\").replace(/"/g, "\\\"").replace(/\n/g, "\\n")
/** For metrics that come without a description. */
const wordsOf = (name: string): string => name.replace(/_/g, " ")

const escapeHelp = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")
