/**
 * Before each file that shares its modules with others: `it.layer` leaves its own `effect` and `scoped` on the one `it`
 * that there is, and the next file would run on the last one's database and clock.
 */
import { it } from "@effect/vitest"
import { GlobalValue } from "effect"

Object.assign(it, GlobalValue.globalValue("holdfast/test/it", () => ({ ...it })))
