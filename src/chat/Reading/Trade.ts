/** The words of the trade, in English and French: which can stand for each other, and what a French one means. */
import { Array } from "effect"
import { plain, stem, wordsOf } from "./Words.ts"

/**
 * One thing a line: its English words, those meant most first, and after the colon French ones; or, after an arrow, what
 * they are an answer to, and not the other way round. The first line that has a French word tells what it means.
 */
const lines = `
rush, urgent, express, expedited, priority : urgent, urgente, urgence
surcharge, fee, extra charge, cost extra, extra cost, cost more : supplément, majoration, frais supplémentaires
fee, charge, cost, surcharge : frais, coût
penalty, interest, late fee, late charge : pénalité
interest, late fee, penalty, late charge, late payment fee : intérêt, intérêts de retard, frais de retard, pénalités de retard
late : retard, tard
overdue, late payment, paying late, pay late, late payer, arrears, past due : retard de paiement, en retard, échue, échu
dunning, reminder < overdue, late payment, paying late, pay late, late payer, arrears, retard de paiement
free, waived < cost, charge, fee, coût, frais
new customer < become a customer, devenir client
unpaid, outstanding, open : impayé, impayée
order, job, purchase : commande
return, send back, sent back, bring back, give back : retour, retourner, renvoyer, rendre
goods, items, merchandise, products : marchandise, article
product, item : produit
refund, credit note, reimburse, money back : remboursement, rembourser, note de crédit
hold, held, on hold, put on hold, stop, block, suspend : bloquer, bloque, suspendre, retenir, arrêter
release, lift, unblock : débloquer, libérer, lever
delivery, shipment, shipping, freight : livraison, expédition, envoi
ship, deliver, dispatch : livrer, expédier, envoyer
terms, within, time limit : délai
new : nouveau, nouveaux, nouvelle
free, waived : gratuit, gratuite, gratuits
call, phone, telephone, ring : appeler, appelle, téléphoner
minimum, at least, least : minimum
maximum, at most : maximum
freight, shipping, delivery charge, shipping cost : frais de port, port
payment terms, time to pay, payment period : délai de paiement, conditions de paiement
payment, paying, pay : paiement, payer, paie, paient
reminder, dunning, chase : relance, rappel, relancer, relançons, relancent
collection, debt collector, recovery : recouvrement, huissier, contentieux
limit : plafond, limite
credit limit, credit line, maximum credit : plafond de crédit, limite de crédit
discount, rebate, reduction, price cut : remise, rabais, ristourne
approve, approval, sign off, authorise, allow, authorize, grant : approuver, valider, autoriser, accorder
escalate, escalation, complain : escalade, escalader
complaint, claim, dispute : réclamation
dispute, complaint, claim : litige
settled, resolved, settle, resolve, sort out : régler, résoudre, réglé, résolu
delete, erase, destroy, remove : supprimer, effacer, détruire
keep, store, retain, retention : conserver, conservons, conservées, garder, garde, gardons, gardées, conservation
data, records, information : données, informations
new customer, onboarding, new client, new account, open a new account, open an account : nouveau client, nouveaux clients
check, verify, screening : vérifier, vérification, contrôler
invoice, bill : facture
charge, bill : facturer, facturons
customer, client, buyer, account : client, acheteur
warranty, guarantee : garantie
contract, agreement : contrat, accord
supplier, vendor : fournisseur
staff, employee, worker : employé, salarié, personnel
holiday, leave, vacation, time off : congé, vacances
maternity : maternité
paternity : paternité
travel, trip, business trip : voyage, déplacement
expense, spending, cost : dépense, note de frais
bank account, bank details : compte bancaire, coordonnées bancaires, rib
account : compte
deposit, advance payment, prepayment, down payment, prepaid, prepay, pay in advance, pay upfront : acompte, avance
faulty, defective, damaged, broken : défectueux, défectueuse, endommagé
warehouse, stock, storage : entrepôt
deadline, time limit, within : date limite, échéance
extend, extension, lengthen, prolong : prolonger, allonger, rallonger
raise, increase, higher : augmenter, augmentation, relever, relèvement
lower, decrease, cut : baisser, diminuer
exceeds, exceed, pass, reach : dépasser, dépasse, atteindre, atteint, atteinte
early : anticipé, anticipée
first : premier, première
price : prix
reply, respond, response : réponse, répondre, répond, répondons
day : jour
month : mois
policy : politique
revenue, sales, turnover : chiffre d'affaires, chiffre affaires
`

/** By its stems: other English words for a phrase of up to three. */
export const alternativesTo = (phrase: ReadonlyArray<string>): ReadonlyArray<string> | undefined =>
  table.get(stemsOf(phrase)) ?? table.get(stemsOf(phrase.map((word) => word.replace(participle, "er"))))

/** "Retournées", "livrés", as plain words. */
const participle = /(?<=\p{L}{3})ee?s?$/u

/** The stem that texts are compared by: that of the English word, where it is French or one of two of one meaning. */
export const meaning = (stemmed: string): string => english.get(stemmed) ?? stemmed

/** A word of the trade as it is written in French; as it stands where it is none. */
export const written = (phrase: string): string =>
  accents.get(phrase) ?? accents.get(phrase.replace(/s$/, "")) ?? phrase

const groups = lines.trim().split("\n").map((line) => {
  const [english = "", french = "", asked = ""] = line.replace(" < ", " :  : ").split(" : ").map((part) => part.trim())
  const listed = (part: string) => part.split(", ").filter((phrase) => phrase !== "")
  return { asked: listed(asked), english: listed(english), french: listed(french) }
})

const stemsOf = (words: ReadonlyArray<string>): string => words.map(stem).join(" ")

const table: ReadonlyMap<string, ReadonlyArray<string>> = (() => {
  const all = new Map<string, ReadonlyArray<string>>()
  for (const { asked, english, french } of groups) {
    for (const phrase of asked.length > 0 ? asked : [...english, ...french]) {
      const key = stemsOf(wordsOf(plain(phrase)))
      all.set(key, Array.dedupe([...all.get(key) ?? [], ...english]))
    }
  }
  return all
})()

const english: ReadonlyMap<string, string> = (() => {
  const all = new Map<string, string>(
    [["overdue", "late"], ["favorite", "favourite"], ["arrears", "late"], ["speak", "talk"], ["spoke", "talk"], [
      "spoken",
      "talk"
    ]].map((
      [from = "", to = ""]
    ) => [stem(from), stem(to)])
  )
  for (const { english: [first = ""], french } of groups) {
    for (const phrase of french) {
      const [only = "", ...more] = wordsOf(plain(phrase))
      const meant = stem(first)
      if (more.length === 0 && !first.includes(" ") && !all.has(stem(only))) {
        all.set(stem(only), all.get(meant) ?? meant)
      }
    }
  }
  return all
})()

const accents: ReadonlyMap<string, string> = new Map(
  groups.flatMap(({ french }) => french.map((phrase) => [plain(phrase), phrase] as const))
)
