/** What a store lets its callers see of the database: a failure to degrade on, never a bug of ours. */
import { SqlError } from "@effect/sql"
import { Effect, ParseResult } from "effect"
import { StoreError } from "../storage/StoreError.ts"

/** Failures of the database become `StoreError`; rows that do not fit their schema are a bug and die. */
export const storing =
  (operation: string) => <A, E, R>(effect: Effect.Effect<A, E | SqlError.SqlError | ParseResult.ParseError, R>) =>
    effect.pipe(
      Effect.catchIf(
        (error): error is SqlError.SqlError => error instanceof SqlError.SqlError,
        (cause) => new StoreError({ operation, cause })
      ),
      Effect.catchIf((error): error is ParseResult.ParseError => ParseResult.isParseError(error), Effect.die)
    )

/** An array as PostgreSQL reads it from text; both engines take it so. */
export const textArray = (texts: Iterable<string>): string =>
  `{${
    [...new Set(texts)].filter((text) => text.isWellFormed() && !text.includes("\0"))
      .map((text) => `"${text.replace(/[\\"]/g, "\\$&")}"`).join(",")
  }}`
