#!/usr/bin/env node
/** The process: what it runs on comes from the environment, what it does from the command line. */
import { Args, Command, Options } from "@effect/cli"
import { NodeContext, NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Cause, Console, Effect, Exit, Layer, Option, type Scope } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { DomainTable } from "./domain/Business.ts"
import { SessionId, TenantId, UserId } from "./domain/Ids.ts"
import * as Infrastructure from "./Infrastructure.ts"
import * as Ask from "./ops/Ask.ts"
import * as Chaos from "./ops/ChaosMatrix/Command.ts"
import * as ChaosSubjects from "./ops/ChaosMatrix/Standalone.ts"
import * as Dlq from "./ops/DeadLetters.ts"
import * as DeadLettersCommand from "./ops/DeadLetters/Command.ts"
import * as Remote from "./ops/DeadLetters/Remote.ts"
import * as Demo from "./ops/Demo.ts"
import * as Environment from "./ops/Environment.ts"
import * as Failure from "./ops/Failure.ts"
import * as Import from "./ops/Import.ts"
import * as Ingest from "./ops/Ingest.ts"
import * as Serving from "./Serving.ts"
import * as Settings from "./Settings.ts"
import * as Migrations from "./storage/Migrations.ts"
import * as PackageRoot from "./storage/PackageRoot.ts"

const version: string = JSON.parse(readFileSync(join(PackageRoot.root, "package.json"), "utf8")).version

const service = (settings: Settings.Settings) =>
  Layer.provide(
    Serving.service(settings, { version, terminal: process.stdout.isTTY }),
    NodeHttpClient.layerUndici
  )

const withSettings = <A, E, R>(run: (settings: Settings.Settings) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(Settings.settings, run)

const serve = Command.make(
  "serve",
  {},
  () =>
    withSettings((settings) => Layer.launch(Serving.layer(settings, version)).pipe(Effect.provide(service(settings))))
).pipe(Command.withDescription("Answer over HTTP"))

const demo = Command.make(
  "demo",
  {},
  () =>
    withSettings((settings) =>
      Effect.zipRight(Demo.run(settings.serving.chatDeadlineMs), Layer.launch(Serving.layer(settings, version))).pipe(
        Effect.provide(service(settings))
      )
    )
).pipe(Command.withDescription("Load the demo business, ask three questions, and serve"))

const tenant = Options.withDefault(Options.withSchema(Options.text("tenant"), TenantId), TenantId.make("default"))

const ask = Command.make("ask", {
  question: Args.withDescription(Args.text({ name: "question" }), "What you want to know"),
  user: Options.withDefault(Options.withSchema(Options.text("user"), UserId), UserId.make("anonymous")),
  session: Options.withDefault(Options.withSchema(Options.text("session"), SessionId), SessionId.make("command-line")),
  tenant
}, ({ question, session, tenant, user }) =>
  withSettings((settings) =>
    Ask.ask({
      tenant,
      user_id: user,
      session_id: session,
      query: question,
      deadline_ms: settings.serving.chatDeadlineMs
    }).pipe(Effect.provide(service(settings)))
  )).pipe(Command.withDescription("Ask one question"))

/** Something that was not taken in makes the command fail, after the rest was. */
const allTakenIn = (refused: number) => refused === 0 ? Effect.void : new Failure.Incomplete({ refused })

const importRows = Command.make(
  "import",
  {
    table: Args.withSchema(Args.text({ name: "table" }), DomainTable).pipe(
      Args.withDescription("customers, sales_orders, invoices or payments")
    ),
    file: Args.file({ name: "file", exists: "yes" }).pipe(Args.withDescription("A .json, .ndjson or .csv file")),
    tenant
  },
  ({ file, table, tenant }) =>
    withSettings((settings) =>
      Import.importFile(tenant, table, file).pipe(Effect.flatMap(allTakenIn), Effect.provide(service(settings)))
    )
).pipe(Command.withDescription("Take in rows of a business table"))

const ingest = Command.make(
  "ingest",
  {
    paths: Args.atLeast(Args.path({ name: "path", exists: "yes" }), 1).pipe(
      Args.withDescription("Files and folders of documents")
    ),
    tenant
  },
  ({ paths, tenant }) =>
    withSettings((settings) =>
      Ingest.ingest(tenant, paths).pipe(Effect.flatMap(allTakenIn), Effect.provide(service(settings)))
    )
).pipe(Command.withDescription("Index documents"))

const migrate = Command.make("migrate", {}, () =>
  withSettings((settings) =>
    Migrations.run.pipe(
      Effect.flatMap((applied) =>
        Console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}`)
      ),
      Effect.provide(Infrastructure.database(settings.storage))
    )
  )).pipe(Command.withDescription("Bring the database's tables up to date"))

const config = Command.make(
  "config",
  {},
  () => withSettings((settings) => Console.log(JSON.stringify(Settings.shown(settings), null, 2)))
).pipe(Command.withDescription("Show the effective configuration, without secrets"))

const chaos = Command.make("chaos", {
  url: Options.text("url").pipe(
    Options.withDescription("A running service, started with HOLDFAST_CHAOS=on; without it, one is started for this"),
    Options.optional
  ),
  key: Options.redacted("key").pipe(Options.withDescription("An API key with the role operator"), Options.optional),
  redis: Options.text("redis").pipe(
    Options.withDescription("For the service that is started: the address of a Redis that may be written to"),
    Options.optional
  ),
  subject: Options.text("subject").pipe(
    Options.withDescription("A customer to ask about"),
    Options.withDefault(ChaosSubjects.subjects.subject)
  ),
  other: Options.text("other").pipe(
    Options.withDescription("Another one, to compare it with"),
    Options.withDefault(ChaosSubjects.subjects.other)
  ),
  deadline_ms: Options.integer("deadline").pipe(
    Options.withDescription("Milliseconds that every answer may take"),
    Options.withDefault(1_500)
  ),
  json: Options.file("json").pipe(Options.withDescription("Where to write the whole report"), Options.optional),
  only: Options.text("only").pipe(
    Options.withDescription("Part of COMPONENT:FAULT:KIND, such as database:timeout; may be repeated"),
    Options.repeated
  )
}, (options) =>
  Effect.scoped(Chaos.run({ ...options, version, colours: process.stdout.isTTY })).pipe(
    Effect.provide(NodeHttpClient.layerUndici)
  )).pipe(
    Command.withDescription("Break every part in every way, ask every kind of question, and show what held")
  )

/** Over HTTP from a service that runs, which has its embedded database to itself; or from the database. */
const dlq = DeadLettersCommand.command((where, use) =>
  Effect.gen(function*() {
    if (Option.isSome(where.url)) {
      const remote = Remote.make(where.url.value, Option.getOrUndefined(where.key))
      return yield* Effect.provide(Effect.flatMap(remote, use), NodeHttpClient.layerUndici)
    }
    return yield* withSettings(({ serving, storage }) =>
      Effect.flatMap(Dlq.inDatabase(where.tenant), use).pipe(
        Effect.provide(Infrastructure.deadLetters(storage)),
        Effect.catchTag(
          "DataDirectoryLocked",
          ({ directory, pid }) => new Dlq.InUse({ directory, pid, port: serving.port })
        )
      )
    )
  })
)

const holdfast = Command.make("holdfast").pipe(
  Command.withDescription("Answers questions about a business, and keeps answering when the parts behind it fail."),
  Command.withSubcommands([serve, demo, ask, ingest, importRows, dlq, migrate, config, chaos])
)

const program: Effect.Effect<void, never, NodeContext.NodeContext | Scope.Scope> = Effect.gen(function*() {
  const provider = yield* Environment.provider(process.env)
  return yield* Effect.withConfigProvider(
    Command.run(holdfast, { name: "Holdfast", version })(process.argv),
    provider
  )
}).pipe(
  Effect.exit,
  Effect.flatMap((exit) => {
    if (Exit.isSuccess(exit) || Cause.isInterruptedOnly(exit.cause)) return Effect.void
    return Effect.zipRight(
      Effect.forEach(Failure.lines(exit.cause), (line) => Console.error(line), { discard: true }),
      Effect.sync(() => {
        process.exitCode = 1
      })
    )
  })
)

NodeRuntime.runMain(program.pipe(Effect.scoped, Effect.provide(NodeContext.layer)), {
  disableErrorReporting: true,
  disablePrettyLogger: true
})
