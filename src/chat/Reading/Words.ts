/** Text made plain for rules to match, and the language it is in. */
export type Language = "en" | "fr"

/** Lower case, without accents, one kind of apostrophe and of space: what every rule of reading is written against. */
export const plain = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/[’‘`´]/g, "'").replace(/[“”«»]/g, "\"")
    .replace(/œ/gi, "oe").toLowerCase().replace(/\s+/g, " ").trim()

/** French as it is typed in haste: "la part d acme", "qu est-ce que l entreprise". */
export const withApostrophes = (plainText: string): string =>
  plainText.replace(/(?<![\p{L}\p{N}'])([dlnsj]|qu) (?=[aeiouyh])/gu, "$1'")

export const wordsOf = (plainText: string): ReadonlyArray<string> => plainText.match(/[\p{L}\p{N}]+/gu) ?? []

/** Plain words of a question with its capitals and accents. */
export const asTyped = (question: string, words: string): string => {
  const typed = question.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return wordsOf(words).map((word) => typed.find((one) => plain(one) === word) ?? word).join(" ")
}

/** Cut to its stem: enough to match "returning" with "returns", "notes" with "note" and "delivery" with "deliver". */
export const stem = (word: string): string =>
  word.length <= 4 || (word.length === 5 && word.endsWith("s"))
    ? word.replace(/s$/, "")
    : word.replace(/(?:er(?:y|ies)|ations?|ements?|ments?|ings?|ies|ied|ys|ers?|ed|es|s|y|e)$/, (suffix) =>
      word.length - suffix.length >= 3 ? "" : suffix)

/** English where the text says nothing about it and the conversation neither. */
export const languageOf = (text: string, before?: string): Language => {
  const score = lean(text)
  if (score !== 0) return score > 0 ? "fr" : "en"
  return before !== undefined && lean(before) > 0 ? "fr" : "en"
}

/** Above zero for French, below for English: counted in function words, which names and figures do not contain. */
const lean = (text: string): number => {
  const simple = plain(text)
  const words = wordsOf(simple)
  const french = words.filter((word) => frenchWords.has(word)).length +
    (simple.match(/\b(?:[ldjnmtsc]|qu)'\p{L}/gu) ?? [])
      .filter((found) => !/^(?:s|t|d|m)'(?:s|t|d|m|re|ve|ll)\b/.test(found)).length
  const english = words.filter((word) => englishWords.has(word)).length
  const accents = /[àâçèêëîïôùûœ]/i.test(text.normalize("NFC")) || /\bé|é[es]?\b/i.test(text.normalize("NFC")) ? 0.5 : 0
  return french + accents - english
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(" "))

const frenchWords = list(
  "le la les des du un une est sont quel quelle quels quelles combien quand pourquoi comment que qui quoi avec pour nous " +
    "notre nos votre vos leur leurs sur dans ont ou et au aux ce cet cette ces pas plus je tu il elle ils elles suis es avons " +
    "avez faut doit doivent devons peut peux pouvons bonjour bonsoir salut merci revoir facture factures commande commandes " +
    "paiement paiements retard clients jours mois fait faire dis dit moi mon ma mes ton ta tes de en se si oui non par chez " +
    "depuis parle montre donne compare-moi accorder augmenter livraison livraisons remise politique rappelle souviens " +
    "livrer appeler entre meilleur pire dernier derniere derniers etat situation echues impayes paie chiffre affaires aussi ca bilan resume"
)

const englishWords = list(
  "the what is are was were how of do does did we us our they them their he she his her it its you your i me my should would " +
    "could can will with when which who whose whom why where to in and or for from about any this that these those has have " +
    "had be been a an at by on not no yes if than then there here please tell show give hello hi hey thanks thank bye much " +
    "many owe owes late overdue orders order invoice invoices payment terms customer customers last pay pays paid most " +
    "remember between versus status everything anything something look going doing"
)
