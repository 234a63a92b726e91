/**
 * Lets the replicas of a service share what their breakers learn: a trip, the recovery from it, an operator's switch. No
 * call waits for it: a replica that hears nothing, or nonsense, goes on with what it knows itself.
 */
import { Clock, Data, Effect, Layer, Mailbox, type Option, Random, Schedule, Schema, Stream } from "effect"
import type * as CircuitBreaker from "./CircuitBreaker.ts"
import { CircuitBreakers } from "./CircuitBreakers.ts"

const day = 86_400_000

export const Notice = Schema.Struct({
  /** The replica that says it. */
  origin: Schema.NonEmptyString.pipe(Schema.maxLength(64)),
  name: Schema.NonEmptyString.pipe(Schema.maxLength(200)),
  state: Schema.Literal("open", "closed", "isolated", "disabled"),
  by: Schema.Literal("calls", "operator"),
  /** When, by the clock of that replica: of two switches the later holds. */
  at: Schema.NonNegative,
  /** How much longer it is open; a length of time, so that no two clocks have to agree. */
  for_ms: Schema.Number.pipe(Schema.between(0, day))
})
export type Notice = typeof Notice.Type

export type Heard = Data.TaggedEnum<{
  Said: { readonly notice: Notice }
  /** From here on everything is heard; what was said before may have been missed. */
  Connected: {}
}>
export const Heard = Data.taggedEnum<Heard>()

/** What carries the notices. Anything may fail, be late, come twice or be made up. */
export interface Channel {
  /** Tells everyone, oneself included, and keeps it for those who come later, as long as it is in force. */
  readonly send: (notice: Notice) => Effect.Effect<unknown, unknown>
  readonly heard: Stream.Stream<Heard>
  /** What is kept, with the time that is left of it. */
  readonly kept: Effect.Effect<ReadonlyArray<Notice>, unknown>
}

export interface Options {
  /** By breaker; default all. */
  readonly shares?: (name: string) => boolean
  /** Between attempts to send what could not be sent; default 5 s. */
  readonly again?: number
}

/** What this replica said or heard last of one matter. */
interface Known {
  readonly notice: Notice
  /** By our own clock. */
  readonly since: number
}

const make = Effect.fnUntraced(function*(channel: Channel, { again = 5_000, shares = () => true }: Options) {
  const breakers = yield* CircuitBreakers
  const origin = (yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)).toString(36)
  const sending = yield* Effect.makeSemaphore(1)
  const known = new Map<string, Known>()
  const unsent = new Set<string>()

  const left = ({ notice, since }: Known, now: number) => Math.max(0, notice.for_ms - (now - since))

  const sent = (matter: string) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const mine = known.get(matter)
      const for_ms = mine === undefined ? 0 : left(mine, now)
      if (mine === undefined || (mine.notice.state === "open" && for_ms === 0)) {
        return Effect.sync(() => void unsent.delete(matter))
      }
      return Effect.map(channel.send({ ...mine.notice, for_ms }), () => {
        if (known.get(matter) === mine) unsent.delete(matter)
      })
    })

  /** One that cannot be sent ends it until the next time: the others would fare no better. */
  const send = Effect.suspend(() => Effect.forEach([...unsent], sent, { discard: true })).pipe(
    Effect.timeout(patience),
    Effect.catchAllCause((cause) => Effect.logDebug("a breaker's notice was not sent", cause)),
    sending.withPermits(1)
  )

  const keep = (notice: Notice, since: number) => {
    known.set(matterOf(notice), { notice, since })
    unsent.delete(matterOf(notice))
    if (notice.by === "calls") return
    const trip = matterOf({ ...notice, by: "calls" }) // the switch has made an end of it
    known.delete(trip)
    unsent.delete(trip)
  }

  const announce = (event: CircuitBreaker.Event) => {
    const notice = noticeOf(event, origin)
    if (notice === undefined || !shares(event.name)) return Effect.void
    // Later than the switch that it follows, also where that one was made by a clock ahead of ours.
    const at = Math.max(notice.at, 1 + (known.get(matterOf(notice))?.notice.at ?? 0))
    keep({ ...notice, at }, event.at)
    unsent.add(matterOf(notice))
    return send
  }

  /** Whether it is news: our own echo is none, nor is a switch that was switched again since. */
  const believe = (notice: Notice, now: number): boolean => {
    if (notice.origin === origin || !shares(notice.name)) return false
    if (notice.by === "calls") return true
    const before = known.get(matterOf(notice))
    if (before !== undefined && before.notice.at >= notice.at) return false
    if (before === undefined && known.size >= mostKnown) return false
    keep(notice, now)
    return true
  }

  const hear = (notice: Notice) =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (now) => believe(notice, now) ? breakers.hear(notice.name, notice) : Effect.void
    )

  /** A switch back to normal that is only kept must not close what has tripped since. */
  const catchUp = (notice: Notice) =>
    Effect.gen(function*() {
      const breaker = yield* breakers.find(notice.name)
      const state = breaker === undefined ? "closed" : yield* breaker.state
      const held = state === "isolated" || state === "disabled"
      if (notice.by === "operator" && notice.state === "closed" && !held) return
      yield* hear(notice)
    })

  const connected = channel.kept.pipe(
    Effect.timeout(patience),
    Effect.flatMap(Effect.forEach(catchUp, { discard: true })),
    Effect.catchAllCause((cause) => Effect.logDebug("the breakers' kept notices were not read", cause)),
    Effect.zipRight(Effect.suspend(() => {
      // Whoever keeps them may have lost them.
      for (const [matter, { notice }] of known) if (notice.state !== "closed") unsent.add(matter)
      return send
    }))
  )

  yield* Effect.forkScoped(Stream.runForEach(Mailbox.toStream(yield* breakers.listen), announce))
  yield* Effect.forkScoped(
    Stream.runForEach(channel.heard, (heard) => heard._tag === "Said" ? hear(heard.notice) : connected)
  )
  yield* Effect.forkScoped(Effect.repeat(send, Schedule.spaced(again)))
})

/** Shares for as long as it is there. */
export const layer = (channel: Channel, options: Options = {}): Layer.Layer<never, never, CircuitBreakers> =>
  Layer.scopedDiscard(make(channel, options))

const patience = 2_000
const mostKnown = 2_000

/** A trip and a switch of one breaker are two matters: a late trip does not undo that someone isolated it. */
const matterOf = ({ by, name }: Notice) => `${by} ${name}`

/** Going half-open is everyone's own affair, and what was heard is not said again: that would never end. */
const noticeOf = ({ at, by, for_ms, name, to }: CircuitBreaker.Event, origin: string): Notice | undefined =>
  by === "replica" || to === "half_open" || (by === "operator" && to === "open")
    ? undefined
    : { origin, name, state: to, by, at, for_ms: Math.min(for_ms, day) }

export const decode: (text: string) => Option.Option<Notice> = Schema.decodeUnknownOption(Schema.parseJson(Notice))
