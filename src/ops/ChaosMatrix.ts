/**
 * The fault matrix: every dependency, every fault, every kind of question, put to a running service. Each cell asks one
 * fresh question while the fault stands, and is judged: answered, in time, honestly marked, from the right rung, about
 * whom was asked. Then each dependency heals by itself, without anyone's help.
 */
import { Clock, Effect } from "effect"
import * as Client from "./ChaosMatrix/Client.ts"
import { type Column, type Expectation, expected, type Fault, faults } from "./ChaosMatrix/Expected.ts"
import { judge, type Seen } from "./ChaosMatrix/Judge.ts"
import * as Questions from "./ChaosMatrix/Questions.ts"

export interface Options extends Client.Options, Questions.Subjects {
  readonly deadline_ms: number
  /** Names of other customers, who must not appear in an answer about one. */
  readonly strangers: ReadonlyArray<string>
  /** Only the columns, faults and kinds of question that contain one of these; everything where it is empty. */
  readonly only: ReadonlyArray<string>
  readonly progress: (row: Row) => Effect.Effect<void>
}

export interface Cell {
  readonly kind: Questions.Kind
  readonly query: string
  readonly seen: Seen
  /** One line for each promise that was broken. */
  readonly problems: ReadonlyArray<string>
  /** What was broken at a first try, where a second one, asked alone, kept every promise. */
  readonly at_first: ReadonlyArray<string>
}

/** One fault in one column, with an answer to every kind of question. */
export interface Row {
  readonly column: string
  readonly fault: Fault | "none" | "healing"
  readonly cells: ReadonlyArray<Cell>
}

export interface Report {
  readonly url: string
  readonly deadline_ms: number
  readonly took_ms: number
  readonly rows: ReadonlyArray<Row>
}

export const failures = ({ rows }: Pick<Report, "rows">): ReadonlyArray<Cell & Omit<Row, "cells">> =>
  rows.flatMap(({ cells, column, fault }) =>
    cells.flatMap((cell) => cell.problems.length === 0 ? [] : [{ ...cell, column, fault }])
  )

/** However it ends, no fault is left behind. */
export const run = Effect.fn("ChaosMatrix.run")(function*(options: Options) {
  const began = yield* Clock.currentTimeMillis
  const client = yield* Client.make(options)
  const { components } = yield* client.chaos
  const chain = (yield* client.chain).filter((provider) => components.includes(provider))
  for (const name of [options.subject, options.other]) {
    if (!(yield* client.knows(name))) {
      return yield* new Client.MatrixImpossible({
        message: `The service knows no customer named ${name}. Load the demo business, or name two others.`
      })
    }
  }
  const run = (yield* Clock.currentTimeMillis).toString(36).slice(-5)
  let asked = 0

  const put = Effect.fnUntraced(function*(kind: Questions.Kind, expectation: Expectation) {
    asked += 1
    const fresh = `${run}${asked.toString(36)}`
    const question = Questions.ask(kind, options, fresh)
    const seen = yield* client.ask(question, fresh, options.deadline_ms)
    const problems = judge(question, seen, expectation, options)
    const cell: Cell = { kind, query: question.query, seen, problems, at_first: [] }
    return cell
  })

  /**
   * What hangs costs no work, so all kinds of question hang side by side; else a few at a time, so that the answers
   * do not make each other late. A busy machine is no broken promise: what failed is asked once more, alone.
   */
  const putAll = (fault: string, kinds: ReadonlyArray<Questions.Kind>, of: (kind: Questions.Kind) => Expectation) =>
    Effect.flatMap(
      Effect.forEach(kinds, (kind) => put(kind, of(kind)), {
        concurrency: fault === "timeout" || fault === "latency" ? "unbounded" : 3
      }),
      Effect.forEach((first) =>
        first.problems.length === 0
          ? Effect.succeed(first)
          : Effect.map(put(first.kind, of(first.kind)), (second): Cell => ({ ...second, at_first: first.problems }))
      )
    )

  const healthy = (kind: Questions.Kind) => expected({ components: [] }, "error", kind, chain)
  const wanted = (...words: ReadonlyArray<string>) =>
    options.only.length === 0 || options.only.some((one) => words.some((word) => word.includes(one)))
  const kindsFor = (column: string, fault: string) =>
    Questions.kinds.filter((kind) => wanted(`${column}:${fault}:${kind}`))

  /** Twice: a service that has just started is still compiling when it answers first. */
  const sound = Effect.gen(function*() {
    yield* client.lift
    yield* client.resetBreakers
    yield* putAll("none", Questions.kinds, healthy)
    const cells = yield* putAll("none", Questions.kinds, healthy)
    const row: Row = { column: "nothing", fault: "none", cells }
    yield* options.progress(row)
    return row
  })

  const struck = Effect.fnUntraced(function*(column: Column, fault: Fault, kinds: ReadonlyArray<Questions.Kind>) {
    yield* client.resetBreakers
    yield* client.inject(column.components, { kind: fault, latency_ms: Math.round(options.deadline_ms / 5) })
    const cells = yield* putAll(fault, kinds, (kind) => expected(column, fault, kind, chain))
    yield* client.lift
    const row: Row = { column: column.name, fault, cells }
    yield* options.progress(row)
    return row
  })

  const untilWhole = (until: number): Effect.Effect<Cell, Client.MatrixImpossible> =>
    Effect.gen(function*() {
      const cell = yield* put("status", healthy("status"))
      if (cell.problems.length === 0 || (yield* Clock.currentTimeMillis) > until) return cell
      return yield* Effect.delay(untilWhole(until), "250 millis")
    })

  /** The fault ends by itself and nobody resets a breaker: the same question is asked until it is answered whole. */
  const healed = Effect.fnUntraced(function*(component: string) {
    yield* client.resetBreakers
    yield* client.inject([component], { kind: "error", for_ms: 200 })
    yield* put("status", healthy("status"))
    const patience = 10_000 + (yield* client.breakersOpenFor)
    const cell = yield* untilWhole((yield* Clock.currentTimeMillis) + patience)
    const row: Row = { column: component, fault: "healing", cells: [cell] }
    yield* options.progress(row)
    return row
  })

  const columns: ReadonlyArray<Column> = [
    ...components.map((component) => ({ name: component, components: [component] })),
    ...(chain.length > 1 ? [{ name: "all models", components: chain }] : []),
    { name: "everything", components }
  ]
  const cases = columns.flatMap((column) =>
    faults.map((fault) => ({ column, fault, kinds: kindsFor(column.name, fault) }))
  ).filter(({ kinds }) => kinds.length > 0)
  const healing = components.filter((component) => wanted(`${component}:healing`))

  const rows = yield* Effect.gen(function*() {
    return [
      yield* sound,
      ...(yield* Effect.forEach(cases, ({ column, fault, kinds }) => struck(column, fault, kinds))),
      ...(yield* Effect.forEach(healing, healed))
    ]
  }).pipe(Effect.ensuring(Effect.ignore(Effect.zipRight(client.lift, client.resetBreakers))))
  const report: Report = {
    url: options.url,
    deadline_ms: options.deadline_ms,
    took_ms: (yield* Clock.currentTimeMillis) - began,
    rows
  }
  return report
})
