/** The running fiber and its clock, read without an effect: for what is measured in nanoseconds. */
import { Clock, Context, Fiber, Option } from "effect"

export const clockOf = (fiber: Fiber.RuntimeFiber<unknown, unknown>): Clock.Clock =>
  Context.get(fiber.currentDefaultServices, Clock.Clock)

/** Only for code that a fiber is running. */
export const currentFiber = (): Fiber.RuntimeFiber<unknown, unknown> => Option.getOrThrow(Fiber.getCurrentFiber())
