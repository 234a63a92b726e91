/** A value as text that `jsonb` takes: PostgreSQL refuses NUL and halves of a surrogate pair, which models do write. */
export const text = (value: unknown): string => {
  const json = JSON.stringify(value)
  return /\\u(?:0000|d[89a-f])/i.test(json) ? JSON.stringify(value, storable) : json
}

const storable = (_: string, value: unknown) =>
  typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\uFFFD") : value
