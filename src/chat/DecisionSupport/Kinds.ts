/** Which decision a question asks about, read from its words in English and French. */
import type { DecisionKind } from "../../domain/Decision.ts"
import { plain } from "../Reading/Words.ts"

export const recognise = (question: string): DecisionKind => {
  const asked = plain(question)
  const kind = rules.find(([, pattern]) => pattern.test(asked))?.[0] ?? "generic"
  return mayTakeAway.includes(kind) && takesAway(question) ? "generic" : kind
}

/** Whether it is asked to give the customer less, or up: what speaks for the customer then speaks against doing it. */
export const takesAway = (question: string): boolean => less.test(plain(question))

/** Shorter terms and a lower limit are no weaker form of longer and higher ones: they are weighed the other way round. */
const mayTakeAway: ReadonlyArray<DecisionKind> = ["extend_payment_terms", "raise_credit_limit", "generic"]
const less =
  /\b(?:reduc\w+|lower\w*|cut(?:ting)?|short\w+|tighten\w*|terminat\w+|drop(?:ping)?|end(?:ing)?|cancel\w*|clos(?:e|ing)|su(?:e|ing)|blacklist\w*|fire|part with|get rid of|stop working with|withdraw\w*|revok\w+|reduire|baisser|abaisser|diminuer|raccourcir|resserrer|resilier|rompre|cesser|arreter|mettre fin|se passer de|poursuivre en justice|exclure|retirer|se separer)\b/

/** The first that fits: what is asked to stop comes before what is asked to give, since "hold" can name either. */
const rules: ReadonlyArray<readonly [DecisionKind, RegExp]> = [
  [
    "hold_shipments",
    /\b(?:hold|holding|stop|stopping|suspend|suspending|halt|halting|pause|pausing|block|blocking|withhold|withholding|freeze|freezing|cut off)\b(?=.*\b(?:shipments?|shipping|ship|deliver\w*|orders?|goods|supply|supplying|supplies|account|them|him|her|it)\b)|\b(?:keep|continue|go on|carry on) (?:shipping|delivering|supplying)\b|\b(?:ship|deliver)\b.*\b(?:anyway|despite|only against|prepayment)\b|\b(?:bloqu|suspend|arret|stopp|reten|gel)\w*\b.*\b(?:livraisons?|expeditions?|envois?|commandes?|livrer|expedier|compte)\b|\b(?:continuer|cesser)\b.*\b(?:livrer|expedier|livraisons?|expeditions?)\b/
  ],
  [
    "accept_rush_order",
    /\b(?:rush|urgent|express|expedited?|expedite|last[- ]minute)\b.*\b(?:orders?|jobs?|requests?|delivery|deliveries|work)\b|\b(?:orders?|jobs?|requests?)\b.*\b(?:rush|rushed|urgent|urgently|express|expedited)\b|\b(?:commandes?|demandes?|livraisons?)\b.*\b(?:urgent\w*|express|en urgence|pressees?)\b|\burgence\b/
  ],
  [
    "raise_credit_limit",
    /\b(?:credit (?:limit|line|ceiling|cap)|(?:limit|line) of credit|more credit|credit increase)\b|\b(?:raise|raising|increase|increasing|lift|lifting|higher|extend|bump)\b.*\b(?:limit|credit)\b|\b(?:plafond|limite|ligne|encours)\b.*\b(?:credit|autorise)\b|\b(?:augmenter|relever|hausser|elever)\b.*\b(?:plafond|limite|encours|credit)\b|\bplafond\b/
  ],
  [
    "grant_discount",
    /\b(?:discount\w*|rebates?|price (?:cut|reduction|break)|(?:lower|reduced?|better|special) (?:the )?prices?|percent off|% off)\b|\b(?:remises?|rabais|ristournes?|escompte|reduction de prix|prix (?:reduits?|speciaux|special))\b/
  ],
  [
    "extend_payment_terms",
    /\b(?:payment |credit )?terms\b|\b(?:net[- ]?\d+)\b|\b(?:more|longer|extra|additional) (?:time|days|period|deadline)s?\b.*\b(?:pay|payment)\b|\b(?:more|longer|extra|additional) (?:time|days) to pay\b|\bpay(?:ment)? (?:later|deadline|period)\b|\b(?:delais?|conditions|echeances?|modalites) (?:de |du )?(?:paiement|reglement)\b|\b(?:prolonger|allonger|etendre|rallonger|accorder)\b.*\b(?:delais?|echeances?|paiement|reglement)\b|\bplus de temps pour (?:payer|regler)\b/
  ]
]
