/** Takes secrets out of what is kept for people to look at: by the name of a field, and by the look of a value. */
import { Predicate } from "effect"

export const redacted = "<redacted>"

export const redact = (value: unknown): unknown => {
  if (typeof value === "string") return redactText(value)
  if (Array.isArray(value)) return value.map(redact)
  if (!Predicate.isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isSecret(name) && inner !== null ? redacted : redact(inner)])
  )
}

export const redactText = (text: string): string =>
  looks.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)

/** `user_token` and `apiKey` are secrets; `token_count` and `tokens` are numbers about text. */
const isSecret = (name: string) =>
  /(^|[_-])(password|passwd|passphrase|secret|token|api_?key|authorization|cookie|credential|private_?key)s?$/i.test(
    name.replace(/([a-z])([A-Z])/g, "$1_$2")
  ) && !/^tokens$/i.test(name)

const looks: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${redacted}`],
  [/\b(sk|pk|rk|ghp|gho|xox[abp])[-_][\w-]{16,}/g, redacted],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, redacted],
  [/\bAKIA[0-9A-Z]{16}\b/g, redacted],
  // The password in an address: `postgres://user:password@host`.
  [/(\w+:\/\/[^\s:/@]*):[^\s/@]+@/g, `$1:${redacted}@`]
]
