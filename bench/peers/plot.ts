/** Draws what `npm run bench:scale -- --out FILE` measured: `npm run plot -- FILE… PICTURE.svg` in `bench/`. */
import { init } from "echarts"
import { readFileSync, writeFileSync } from "node:fs"
import type { Figures } from "../scale/Figures.ts"

const files = process.argv.slice(2)
const picture = files.pop() ?? "scale.svg"
const figures = files.flatMap((file) =>
  readFileSync(file, "utf8").trim().split("\n").map((line): Figures => JSON.parse(line))
)
const kinds = {
  documents: "documents",
  memories: "memories, first question",
  again: "memories, third question",
  directDocuments: "documents, direct SQL",
  directMemories: "memories, direct SQL"
} as const

const series = [...new Set(figures.map(({ engine }) => engine))].flatMap((engine) =>
  Object.entries(kinds).map(([kind, name]) => ({
    type: "line" as const,
    name: `${name}, ${engine}`,
    lineStyle: { type: kind.startsWith("direct") ? "dashed" as const : "solid" as const },
    data: figures.filter((one) => one.engine === engine)
      .map((one) => [one.size, Number(one[kind as keyof typeof kinds].p95.toFixed(1))])
  }))
)

const chart = init(null, null, { renderer: "svg", ssr: true, width: 1_080, height: 520 })
chart.setOption({
  animation: false,
  // As many as there are lines.
  color: ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf"],
  title: { text: "Search latency, 95th percentile", left: "center" },
  legend: { orient: "vertical", right: 40, top: 60 },
  grid: { top: 60, bottom: 60, left: 70, right: 310 },
  xAxis: {
    type: "log",
    min: Math.min(...figures.map(({ size }) => size)),
    name: "texts of each kind",
    nameLocation: "middle",
    nameGap: 28
  },
  yAxis: { type: "log", name: "ms" },
  series
})
writeFileSync(picture, chart.renderToSVGString())
chart.dispose()
