/** Redis with faults in it: under every command. What is published still arrives, as it would by another connection. */
import { Effect, Function, Layer, Option } from "effect"
import { type FaultInjected, type FaultKind, Faults } from "../resilience/Faults.ts"
import { type Commands, Redis, RedisError } from "./Redis.ts"

export const component = "cache"

export const layer = <E, R>(redis: Layer.Layer<Redis, E, R>): Layer.Layer<Redis, E, R> =>
  Layer.effect(
    Redis,
    Effect.gen(function*() {
      const { commands } = yield* Redis
      const hit = (yield* Faults).at(component, failure)
      return {
        commands: Option.map(commands, ({ subscribe, use }): Commands => ({
          subscribe,
          use: (command) => hit(use(command), { malformed: garbled, partial: cut })
        }))
      }
    })
  ).pipe(Layer.provide(redis))

const failure = ({ kind }: FaultInjected) => new RedisError({ cause: said[kind] })

const said: Readonly<Record<FaultKind, string>> = {
  latency: "Error: Command timed out",
  error: "ReplyError: LOADING Redis is loading the dataset in memory",
  timeout: "Error: Connection is closed.",
  rate_limit: "ReplyError: ERR max number of clients reached",
  malformed: "ParserError: Protocol error",
  partial: "Error: Connection is closed."
}

/** A reply is whatever its command makes of it, so what is done to it is done without knowing its type. */
const distorted = (change: (text: string) => unknown, length: (size: number) => number) => {
  const distort = (reply: unknown): unknown => {
    if (typeof reply === "string") return change(reply)
    return Array.isArray(reply) ? reply.slice(0, length(reply.length)).map(distort) : reply
  }
  return <A>(reply: A): A => Function.unsafeCoerce<unknown, A>(distort(reply))
}

const garbled = distorted((text) => `\uFFFD${[...text].reverse().join("")}`, (size) => size)
const cut = distorted((text) => text.slice(0, text.length / 2), (size) => Math.floor(size / 2))
