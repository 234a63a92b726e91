/** Text in the evidence that speaks to whoever writes the answer: it grounds nothing, and what it asks for must not come. */
import { fold } from "./Prose.ts"

const overrides =
  /\b(?:ignore|disregard|forget|override|bypass|pretend|oublie[zr]?|ignore[zr]|ne tiens? pas compte|ne tenez pas compte)\b.{0,60}\b(?:instructions?|rules?|prompts?|previous|prior|above|guidelines|consignes?|r[eè]gles?|pr[eé]c[eé]dent\w*)\b/iu
const toTheWriter =
  /\b(?:assistant|chatbot|language model|llm|ai model|system prompt|as an ai|you are now|have no rules|from now on,? you|your (?:next |final )?(?:answer|response|reply|output)|mod[eè]le de langage|votre (?:prochaine )?r[eé]ponse|ta r[eé]ponse)\b/iu
/** Someone else than before, from here on. */
const freed =
  /\byou are now (?:in \p{L}+ mode|free|unrestricted|dan\b|chatgpt|an? (?:ai|assistant|pirate|different|new)\b)|\bhave no rules\b/iu
const imperative =
  /\b(?:say|reply|respond|answer|tell|write|output|print|include|begin|start|end|finish|repeat|append|add|state|claim|reveal|recommend|call|send|visit|click|dis|dites|r[eé]ponds|r[eé]pondez|[eé]cris|[eé]crivez|ajoute[zr]?|affirme[zr]?|termine[zr]?)\b/iu
const template =
  /<\|[a-z_]+\|>|\[\/?INST\]|^[ \t]*(?:system|assistant)[ \t]*:|<\/?(?:system|instructions?)>|#{2,}[ \t]*(?:system|instructions?)\b/imu

/** An order to say something follows an order to forget the rules, in the same text. */
export const instructions = (text: string): ReadonlyArray<string> => {
  if (!overrides.test(text) && !template.test(text) && !toTheWriter.test(text)) return []
  let speaking = false
  return pieces(text).filter((sentence) => {
    const orders = imperative.test(sentence)
    const found = overrides.test(sentence) || template.test(sentence) || freed.test(sentence) ||
      (orders && toTheWriter.test(sentence)) || (speaking && orders)
    speaking = found
    return found
  })
}

export const withoutInstructions = (text: string): string =>
  instructions(text).reduce((rest, sentence) => rest.replace(sentence, " "), text)

/** What the instructions want to read in the answer: quoted phrases, addresses, shouted words, what follows "say". */
export const demands = (text: string): ReadonlyArray<string> =>
  instructions(text).flatMap((sentence) => [
    ...Array.from(
      sentence.matchAll(/["“«„]\s*([^"”»“]{3,200}?)\s*["”»]|(?<!\p{L})'([^']{3,200})'(?!\p{L})/gu),
      ([, a, b]) => a ?? b ?? ""
    ),
    ...(sentence.match(/https?:\/\/[^\s)>\]"']+|[\w.+-]+@[\w-]+\.[\w.]+/g) ?? []),
    ...(sentence.match(/(?<![\p{L}\d])\p{Lu}[\p{Lu}\d_-]{4,}(?![\p{L}\d])/gu) ?? []),
    ...Array.from(
      sentence.matchAll(
        /\b(?:say|reply|respond|answer|tell\s+\w+(?:\s+\w+)?|state|claim|write|output|print|affirm\w*|dis|dites|r[eé]ponds|r[eé]pondez)\s+(?:only\s+)?(?:(?:with|that|the words?|que|par)\s+)?(?!["“«'])([^.!?\n"“]{4,120})/giu
      ),
      ([, phrase = ""]) => phrase
    )
  ]).map((phrase) => fold(phrase).replace(/[.!?,;:]+$/, "")).filter((phrase) => phrase.length >= 4)

const pieces = (text: string): ReadonlyArray<string> =>
  text.split(/(?<=[.!?…])\s+|\n+/, 2_000).map((piece) => piece.trim()).filter((piece) => piece !== "")
