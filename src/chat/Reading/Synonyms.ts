/** The trade's words for one thing, in English and from French: how else a question can be asked of the documents. */
import { Array } from "effect"
import type { Evidence } from "../../domain/Evidence.ts"
import { termsOf } from "../ContextSynthesis/Sentences.ts"
import { everywhere, formal } from "./Telling.ts"
import { languageOf, plain, wordsOf } from "./Words.ts"

type Reworded = NonNullable<Evidence["reworded"]>

/** One thing that a question asks for: in its own words, and in others that mean the same. */
export interface Wanted {
  readonly asked: string
  /** Other words in English; the question's own are not among them. */
  readonly others: ReadonlyArray<string>
  /** False for words that half of all texts have. */
  readonly needed: boolean
}

/**
 * In the order of the question, function words left out. Empty where no word of it has another, or where it asks for one
 * thing only, of which another word may well mean something else. Of French only what is known in English is wanted.
 */
export const wantedIn = (question: string): ReadonlyArray<Wanted> => {
  const french = languageOf(question) === "fr"
  const words = wordsOf(plain(question).replace(separable, "$1 back $2"))
  const wanted: globalThis.Array<Wanted> = []
  for (let at = 0; at < words.length;) {
    const { alternatives, length } = phraseAt(words, at)
    const asked = words.slice(at, at + length).join(" ")
    const telling = [...termsOf(asked)].some((term) => !formal.has(term))
    at += length
    if (telling && (!french || alternatives.length > 0)) {
      const others = alternatives.filter((one) => one !== asked && one !== singular(asked))
      wanted.push({ asked, others, needed: [...termsOf(asked)].some((term) => !everywhere.has(term)) })
    }
  }
  return wanted.length > 1 && wanted.some(({ needed, others }) => needed && others.length > 0) ? wanted : []
}

/** "Send the goods back". */
const separable = /\b(send|bring|give|take) ((?:\p{L}+ ){1,3})back\b/gu

/** All of the words, the question's and the others, to look for at once. */
export const widened = (wanted: ReadonlyArray<Wanted>): string =>
  wanted.flatMap(({ asked, others }) => [asked, ...others]).join(" ")

/**
 * The question as a text answers it, with the words that stand there for those that were asked; undefined where it lacks
 * one of the things that were asked for, or of more than four one in five.
 */
export const rewordedBy = (wanted: ReadonlyArray<Wanted>, text: string): Reworded | undefined => {
  const terms = termsOf(text)
  const said = wanted.map(({ asked, others }) => [asked, ...others].find((one) => isAmong(one, terms)))
  const needed = wanted.filter((one) => one.needed).length
  const lacking = wanted.filter((one, i) => one.needed && said[i] === undefined).length
  const read = wanted.flatMap(({ asked }, i) => {
    const now = said[i]
    return now === undefined || now === asked ? [] : [[now, asked] as const]
  })
  return lacking > (needed <= 4 ? 0 : needed / 5)
    ? undefined
    : { question: wanted.map(({ asked }, i) => said[i] ?? asked).join(" "), read }
}

const isAmong = (phrase: string, terms: ReadonlySet<string>): boolean => {
  const all = [...termsOf(phrase)]
  return all.length > 0 && all.every((term) => terms.has(term))
}

/** The longest phrase of the table that begins here, or the word itself, which has no other. */
const phraseAt = (words: ReadonlyArray<string>, at: number) => {
  for (const length of [3, 2, 1]) {
    const phrase = words.slice(at, at + length).join(" ")
    const alternatives = table.get(phrase) ?? table.get(singular(phrase))
    if (alternatives !== undefined) return { alternatives, length }
  }
  return { alternatives: [], length: 1 }
}

const singular = (phrase: string): string => phrase.replace(/(?<=\p{L}{3})(?:s|x)$/u, "")

/** English words that can stand for each other; after the colon, French that means them. */
const groups = `
rush, urgent, express, expedited, priority : urgent, urgente, urgence
surcharge, fee, extra charge : supplement, majoration, frais supplementaires
fee, charge, cost, surcharge : frais, cout
interest, late fee, penalty, late charge : penalite, interet, interets de retard, frais de retard, penalites de retard
overdue, late payment, arrears, past due : retard de paiement, retards de paiement, en retard, retard, echue, echu
order, job, purchase : commande
return, send back, bring back, give back : retour, retourner, renvoyer, rendre
goods, items, merchandise, products : marchandise, article, produit
refund, credit note, reimburse, money back : remboursement, rembourser, avoir
hold, held, stop, block, suspend : bloquer, bloque, suspendre, retenir, arreter
shipment, delivery, shipping : livraison, expedition, envoi
ship, deliver, dispatch : livrer, expedier, envoyer
payment terms, time to pay, payment period : delai de paiement, delais de paiement, conditions de paiement
payment, paying, pay : paiement, reglement, payer, regler
reminder, dunning, chase : relance, rappel
collection, debt collector, recovery : recouvrement, huissier, contentieux
credit limit, credit line, maximum credit : plafond de credit, limite de credit, plafond
discount, rebate, reduction, price cut : remise, rabais, ristourne
approve, sign off, signs off, authorise, allow, authorize : approuver, valider, autoriser
escalate, escalation, complain : escalade, escalader
complaint, claim, dispute : reclamation, litige
delete, erase, destroy, remove : supprimer, effacer, detruire
keep, store, retain, retention : conserver, garder, conservation
data, records, information : donnees, informations
new customer, onboarding, new client : nouveau client, nouveaux clients
check, verify, screening : verifier, verification, controler
invoice, bill : facture
customer, client, buyer : client, acheteur
warranty, guarantee : garantie
contract, agreement : contrat, accord
supplier, vendor : fournisseur
staff, employee, worker : employe, salarie, personnel
holiday, leave, vacation, time off : conge, vacances
travel, trip, business trip : voyage, deplacement
expense, spending, cost : depense, note de frais
bank account, bank details : compte bancaire, coordonnees bancaires, rib
deposit, advance payment, prepayment, down payment : acompte, avance
faulty, defective, damaged, broken : defectueux, defectueuse, endommage
warehouse, stock, storage : entrepot, stock
deadline, time limit, within : date limite, echeance, delai
extend, lengthen, prolong : prolonger, allonger, rallonger
raise, increase : augmenter, relever
lower, decrease, cut : baisser, diminuer
`

const table: ReadonlyMap<string, ReadonlyArray<string>> = (() => {
  const all = new Map<string, ReadonlyArray<string>>()
  for (const group of groups.trim().split("\n")) {
    const [english = "", french = ""] = group.split(" : ").map((part) => part.trim())
    const alternatives = english.split(", ")
    // The first group that a word is in is the one that it means most.
    for (const phrase of [...alternatives, ...french.split(", ")]) {
      if (phrase !== "") all.set(phrase, Array.dedupe([...all.get(phrase) ?? [], ...alternatives]))
    }
  }
  return all
})()
