/** Plain promises, cockatiel and opossum, doing what the kit does. */
import {
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  type IPolicy,
  isBrokenCircuitError,
  retry,
  timeout,
  TimeoutStrategy,
  wrap
} from "cockatiel"
import Opossum from "opossum"
import type { Subject, Work } from "./Subject.ts"

type Call = () => Promise<unknown>

const workOf: Readonly<Record<Work, Call>> = {
  "at once": async () => 1,
  "a microtask": async () => await Promise.resolve(1),
  "an event loop turn": () => new Promise((resolve) => setImmediate(resolve, 1))
}

const subject = (name: string, call: Call): Subject => ({
  name,
  run: async (calls) => {
    for (let n = 0; n < calls; n++) await call()
  }
})

const rejection = (name: string, call: Call): Subject => ({
  name,
  run: async (calls) => {
    for (let n = 0; n < calls; n++) {
      try {
        await call()
      } catch {
        continue
      }
      throw new Error(`${name} did not reject`)
    }
  }
})

const breaker = () => circuitBreaker(handleAll, { halfOpenAfter: 3_600_000, breaker: new ConsecutiveBreaker(5) })
/** As the kit does it: what an open breaker refuses is not tried again. */
const retrying = () =>
  retry(handleWhen((error) => !isBrokenCircuitError(error)), { maxAttempts: 2, backoff: new ExponentialBackoff() })
const limit = (strategy: TimeoutStrategy) => timeout(10_000, strategy)

export const success = (work: Work): ReadonlyArray<Subject> => {
  const call = workOf[work]
  const cockatiel = (name: string, policy: IPolicy) => subject(`cockatiel ${name}`, () => policy.execute(call))
  const opossum = (options: Opossum.Options) => {
    const guarded = new Opossum(call, options)
    return () => guarded.fire()
  }
  return [
    subject("plain async call", call),
    cockatiel("retry", retrying()),
    cockatiel("breaker", breaker()),
    cockatiel("bulkhead", bulkhead(10)),
    cockatiel("timeout, cooperative", limit(TimeoutStrategy.Cooperative)),
    cockatiel("timeout", limit(TimeoutStrategy.Aggressive)),
    cockatiel("retry + breaker + bulkhead", wrap(retrying(), breaker(), bulkhead(10))),
    cockatiel("all four", wrap(retrying(), breaker(), bulkhead(10), limit(TimeoutStrategy.Aggressive))),
    subject("opossum breaker + bulkhead", opossum({ timeout: false, capacity: 10 })),
    subject("opossum breaker + bulkhead + timeout", opossum({ timeout: 10_000, capacity: 10 }))
  ]
}

export const rejections = async (): Promise<ReadonlyArray<Subject>> => {
  const alone = breaker()
  alone.isolate()
  const tripped = breaker()
  const fails = () => Promise.reject(new Error("down"))
  for (let n = 0; n < 5; n++) await tripped.execute(fails).catch(() => undefined)
  const stack = wrap(retrying(), tripped, bulkhead(10), limit(TimeoutStrategy.Aggressive))
  const opossum = new Opossum(workOf["at once"], { timeout: 10_000, capacity: 10, resetTimeout: 3_600_000 })
  opossum.open()
  return [
    rejection("cockatiel breaker, isolated", () => alone.execute(workOf["at once"])),
    rejection("cockatiel breaker, open", () => tripped.execute(workOf["at once"])),
    rejection("cockatiel all four, open", () => stack.execute(workOf["at once"])),
    rejection("opossum, open", () => opossum.fire())
  ]
}
