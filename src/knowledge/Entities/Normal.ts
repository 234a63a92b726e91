/** Names as they are compared: without case, diacritics, punctuation, possessives and legal forms. */

const legalForms: ReadonlyMap<string, string> = new Map([
  ["inc", "inc"],
  ["incorporated", "inc"],
  ["llc", "llc"],
  ["llp", "llp"],
  ["lp", "lp"],
  ["ltd", "ltd"],
  ["limited", "ltd"],
  ["plc", "plc"],
  ["co", "co"],
  ["company", "co"],
  ["corp", "corp"],
  ["corporation", "corp"],
  ["gmbh", "gmbh"],
  ["mbh", "gmbh"],
  ["ag", "ag"],
  ["kg", "kg"],
  ["kgaa", "kg"],
  ["ug", "ug"],
  ["ohg", "ohg"],
  ["sarl", "sarl"],
  ["sas", "sas"],
  ["sasu", "sas"],
  ["eurl", "eurl"],
  ["sa", "sa"],
  ["srl", "srl"],
  ["spa", "spa"],
  ["bv", "bv"],
  ["nv", "nv"],
  ["ab", "ab"],
  ["oy", "oy"],
  ["oyj", "oy"],
  ["as", "as"],
  ["aps", "aps"],
  ["pty", "pty"],
  ["pte", "pte"],
  ["sl", "sl"],
  ["lda", "lda"],
  ["ltda", "ltda"],
  ["kk", "kk"]
])

/** `Müller & Söhne, S.A.R.L.` is `muller and sohne sarl`; `Macy's` is `macy`. Empty where nothing is left. */
export const normalise = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
    .replace(/ß/g, "ss").replace(/ø/g, "o").replace(/æ/g, "ae").replace(/œ/g, "oe").replace(/ł/g, "l")
    .replace(/['’`´](s\b)?/g, "")
    .replace(/(?<=(?:^|[^\p{L}\p{N}])\p{L})\.(?=\p{L}(?:[^\p{L}\p{N}]|$))/gu, "")
    .replace(/&|\+/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

/** A name's words apart from its legal form: `Acme Corp.` is `["acme"]` with the form `corp`. */
export interface Name {
  readonly words: ReadonlyArray<string>
  readonly form: string
}

export const nameOf = (text: string): Name => {
  const words = normalise(text).split(" ").filter((word) => word !== "")
  const forms: Array<string> = []
  while (words.length > 1) {
    const form = legalForms.get(words[words.length - 1] ?? "")
    if (form === undefined) break
    forms.unshift(form)
    words.pop()
    if (words.length > 1 && words[words.length - 1] === "and") words.pop()
  }
  return { words, form: forms.join(" ") }
}

export const isLegalForm = (word: string): boolean => legalForms.has(word)
