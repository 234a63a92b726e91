/** What a page's `next_cursor` looks like to callers: one that no page gave is refused, instead of starting anew. */
import { Effect } from "effect"
import { invalid, type Refused } from "./Refused.ts"

interface Page {
  readonly limit: number
  readonly cursor?: string
}

/** For the pages of one kind: a cursor of another kind is as foreign as one that was made up. */
export const make = (kind: string) => {
  const prefix = `${kind}:`
  const read = (cursor: string): Effect.Effect<string, Refused> => {
    const text = Buffer.from(cursor, "base64url").toString("utf8")
    return text.startsWith(prefix) && write(text.slice(prefix.length)) === cursor
      ? Effect.succeed(text.slice(prefix.length))
      : Effect.fail(notGiven)
  }
  const write = (inner: string) => Buffer.from(prefix + inner).toString("base64url")
  return <A extends { readonly next_cursor: string | null }, E, R>(
    page: Page,
    list: (page: Page) => Effect.Effect<A, E, R>
  ): Effect.Effect<A, E | Refused, R> =>
    Effect.gen(function*() {
      const cursor = page.cursor === undefined ? undefined : yield* read(page.cursor)
      const found = yield* list({ limit: page.limit, ...(cursor === undefined ? {} : { cursor }) })
      return { ...found, next_cursor: found.next_cursor === null ? null : write(found.next_cursor) }
    })
}

const notGiven = invalid([{ path: "cursor", message: "expected the next_cursor of the page before" }])
