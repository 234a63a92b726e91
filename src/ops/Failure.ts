/** What a command that fails says: one line a fault, in words, without a stack. */
import { ValidationError } from "@effect/cli"
import { Cause, ConfigError, Schema } from "effect"
import { faults } from "../Settings.ts"

/** The rest was taken in; these were not, and each was named. */
export class Incomplete extends Schema.TaggedError<Incomplete>()("Incomplete", { refused: Schema.Number }) {
  override get message() {
    return `${this.refused} could not be taken in; everything else was.`
  }
}

export const lines = (cause: Cause.Cause<unknown>): ReadonlyArray<string> => {
  const error = Cause.squash(cause)
  // The command line has already been explained by the parser.
  if (ValidationError.isValidationError(error)) return []
  if (ConfigError.isConfigError(error)) {
    const found = faults(error)
    return [
      `Holdfast cannot start, ${found.length} setting${found.length === 1 ? " is" : "s are"} wrong:`,
      ...found.map((one) => `  ${one}`)
    ]
  }
  if (isAddressInUse(error)) {
    return ["Another process listens on this address already. Set PORT to a free port, or stop it."]
  }
  return [error instanceof Error ? error.message : String(error)]
}

const isAddressInUse = (error: unknown): boolean =>
  typeof error === "object" && error !== null && (
    ("code" in error && error.code === "EADDRINUSE") || ("cause" in error && isAddressInUse(error.cause))
  )
