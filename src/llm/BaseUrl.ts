/**
 * Base URLs as people write them. `https://host` and `https://host/v1` mean the same, a path that is there is kept,
 * and a whole endpoint that was pasted is cut back to its base.
 */

/** Ends where `/chat/completions` and `/responses` begin. */
export const openAi = (url = "https://api.openai.com/v1"): string => {
  const base = trimmed(url).replace(/\/(chat\/completions|responses|embeddings)$/, "")
  return /^https?:\/\/[^/]+$/.test(base) ? `${base}/v1` : base
}

/** Ends where `/v1/messages` begins. */
export const anthropic = (url = "https://api.anthropic.com"): string => trimmed(url).replace(/\/v1(\/messages)?$/, "")

const trimmed = (url: string) => url.trim().replace(/\/+$/, "")
