import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, PubSub, Stream, TestClock } from "effect"
import * as CircuitBreakers from "../../src/resilience/CircuitBreakers.ts"
import * as SharedTrips from "../../src/resilience/SharedTrips.ts"

/** A channel as it should be, and how it may break. */
const makeChannel = Effect.gen(function*() {
  const said = yield* PubSub.unbounded<SharedTrips.Heard>()
  const sent: Array<SharedTrips.Notice> = []
  let kept: ReadonlyArray<SharedTrips.Notice> = []
  let fault: Effect.Effect<void, string> = Effect.void
  const channel: SharedTrips.Channel = {
    send: (notice) =>
      Effect.suspend(() => fault).pipe(Effect.zipRight(Effect.suspend(() => {
        sent.push(notice)
        kept = [...kept.filter(({ by, name }) => by !== notice.by || name !== notice.name), notice]
        return PubSub.publish(said, SharedTrips.Heard.Said({ notice }))
      }))),
    heard: Stream.merge(Stream.succeed(SharedTrips.Heard.Connected()), Stream.fromPubSub(said)),
    kept: Effect.suspend(() => Effect.as(fault, kept))
  }
  return {
    channel,
    sent,
    say: (notice: SharedTrips.Notice) => PubSub.publish(said, SharedTrips.Heard.Said({ notice })),
    connect: PubSub.publish(said, SharedTrips.Heard.Connected()),
    forget: () => void (kept = []),
    breakWith: (how: Effect.Effect<void, string>) => void (fault = how)
  }
})

const settled = Effect.repeatN(Effect.yieldNow(), 200)
const options = { consecutive_failures: 2, reset_timeout: "10 seconds", success_threshold: 1 } as const

const replica = (channel: SharedTrips.Channel) =>
  Effect.gen(function*() {
    const context = yield* Layer.build(SharedTrips.layer(channel).pipe(Layer.provideMerge(CircuitBreakers.layer)))
    const breakers = Context.get(context, CircuitBreakers.CircuitBreakers)
    const breaker = yield* breakers.get("model", options)
    yield* settled
    return { breaker, breakers }
  })

const trip = ({ breaker }: Effect.Effect.Success<ReturnType<typeof replica>>) =>
  Effect.zipRight(Effect.repeatN(Effect.exit(breaker.protect(Effect.fail("down"))), 1), settled)

const notice: SharedTrips.Notice = { origin: "x", name: "model", state: "open", by: "calls", at: 0, for_ms: 10_000 }

describe("replicas that share their trips", () => {
  it.scoped("stop calling together, and each tries again by itself after the time", () =>
    Effect.gen(function*() {
      const { channel, sent } = yield* makeChannel
      const [one, two] = [yield* replica(channel), yield* replica(channel)]
      yield* trip(one)
      assert.strictEqual(yield* two.breaker.state, "open")
      assert.strictEqual((yield* two.breaker.metrics).retry_after_ms, 10_000)

      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* two.breaker.state, "half_open")
      assert.strictEqual(sent.length, 1) // what was heard is not said again
    }))

  it.scoped("go back to work together where one was told and the other has recovered", () =>
    Effect.gen(function*() {
      const { channel } = yield* makeChannel
      const [one, two] = [yield* replica(channel), yield* replica(channel)]
      yield* trip(one)
      yield* TestClock.adjust("10 seconds")
      yield* one.breaker.protect(Effect.void)
      yield* settled
      assert.strictEqual(yield* two.breaker.state, "closed")
    }))

  it.scoped("one's recovery does not close what tripped by its own calls", () =>
    Effect.gen(function*() {
      const { breaker, breakers } = yield* replica((yield* makeChannel).channel)
      yield* trip({ breaker, breakers })
      yield* breakers.hear("model", { state: "closed", by: "calls", for_ms: 0 })
      assert.strictEqual(yield* breaker.state, "open")
    }))

  it.scoped("one that reaches the dependency is not dragged along by another that does not", () =>
    Effect.gen(function*() {
      const { channel } = yield* makeChannel
      const [well, cutOff] = [yield* replica(channel), yield* replica(channel)]
      yield* trip(cutOff)
      yield* TestClock.adjust("10 seconds")
      yield* well.breaker.protect(Effect.void)
      for (let round = 0; round < 5; round++) {
        yield* trip(cutOff)
        assert.strictEqual(yield* well.breaker.state, "closed")
        yield* TestClock.adjust("10 seconds")
      }
      // Once the other has been quiet for a while, its word counts again.
      yield* cutOff.breaker.reset
      yield* TestClock.adjust("20 seconds")
      yield* trip(cutOff)
      assert.strictEqual(yield* well.breaker.state, "open")
    }))

  it.scoped("follow an operator's switch, whatever state each is in", () =>
    Effect.gen(function*() {
      const { channel } = yield* makeChannel
      const [one, two] = [yield* replica(channel), yield* replica(channel)]
      yield* one.breaker.isolate
      yield* settled
      assert.strictEqual(yield* two.breaker.state, "isolated")
      yield* two.breaker.enable
      yield* settled
      assert.strictEqual(yield* one.breaker.state, "closed")
      yield* trip(one)
      yield* two.breaker.reset
      yield* two.breaker.reset // on a breaker that is closed already, it still reaches the others
      yield* settled
      assert.strictEqual(yield* one.breaker.state, "closed")
    }))

  it.scoped("one that starts later, or makes the breaker later, learns what is in force", () =>
    Effect.gen(function*() {
      const { channel } = yield* makeChannel
      const one = yield* replica(channel)
      const other = yield* one.breakers.get("store", options)
      yield* other.isolate
      yield* trip(one)
      const two = yield* replica(channel)
      assert.strictEqual(yield* two.breaker.state, "open")
      assert.strictEqual(yield* (yield* two.breakers.get("store", options)).state, "isolated")
    }))

  for (const [how, fault] of [["fails", Effect.fail("away")], ["never answers", Effect.never]] as const) {
    it.scoped(`each goes by itself while the channel ${how}, and what is still true is told once it is back`, () =>
      Effect.gen(function*() {
        const { breakWith, channel } = yield* makeChannel
        const [one, two] = [yield* replica(channel), yield* replica(channel)]
        breakWith(fault)
        yield* trip(one)
        assert.strictEqual(yield* one.breaker.state, "open")
        assert.strictEqual(yield* two.breaker.protect(Effect.succeed("through")), "through")

        breakWith(Effect.void)
        yield* TestClock.adjust("7 seconds")
        yield* settled
        const { retry_after_ms, state } = yield* two.breaker.metrics
        assert.strictEqual(state, "open")
        assert.isBelow(retry_after_ms, 10_000)
      }))
  }

  it.scoped("what the channel has lost is told again, but no switch that was undone", () =>
    Effect.gen(function*() {
      const { breakWith, channel, connect, forget } = yield* makeChannel
      const [one, two] = [yield* replica(channel), yield* replica(channel)]
      yield* one.breaker.isolate
      yield* settled
      forget()
      yield* connect
      yield* settled
      assert.strictEqual(yield* (yield* replica(channel)).breaker.state, "isolated")

      yield* TestClock.adjust("1 second")
      yield* two.breaker.enable
      yield* settled
      breakWith(Effect.void)
      yield* connect
      yield* settled
      assert.strictEqual(yield* one.breaker.state, "closed")
      assert.strictEqual(yield* (yield* replica(channel)).breaker.state, "closed")
    }))

  it.scoped("no word of another keeps one closed off longer than its own rules allow", () =>
    Effect.gen(function*() {
      const { channel, say } = yield* makeChannel
      const { breaker } = yield* replica(channel)
      yield* say({ ...notice, for_ms: 86_400_000 })
      yield* settled
      assert.strictEqual((yield* breaker.metrics).retry_after_ms, 600_000)
    }))

  it("nonsense is not a notice", () => {
    for (
      const text of [
        "",
        "{",
        "null",
        "[]",
        JSON.stringify({ ...notice, for_ms: -1 }),
        JSON.stringify({ ...notice, for_ms: 1e300 }),
        JSON.stringify({ ...notice, state: "half_open" }),
        JSON.stringify({ ...notice, name: "x".repeat(1_000) })
      ]
    ) assert.strictEqual(SharedTrips.decode(text)._tag, "None")
    assert.strictEqual(SharedTrips.decode(JSON.stringify(notice))._tag, "Some")
  })
})
