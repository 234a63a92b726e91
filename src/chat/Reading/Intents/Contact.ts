/** Asks for what no table holds, of one customer. */
import { rulesOf } from "./Rule.ts"

export const contact = rulesOf("fact_lookup", [
  [3, /\b(?:promis(?:e|ed)|agreed?|mention(?:ed)?|complain(?:ed)?|promis|convenu)\b/],
  [
    3,
    /\b(?:(?:postal |billing |shipping )?address|located|headquarter\w*|based|phone|telephone|e-?mail|website|contact(?: person)?|vat|tax (?:number|id)|adresse|telephone|courriel|interlocuteur|contact)\b/
  ],
  // "Is Delta in Ohio?", not "in trouble".
  [
    3,
    /^(?:is acme (?:based |located |headquartered )?(?:in|from)|acme est-(?:il|elle) (?:(?:base|situe)e? )?(?:en|au|aux|a|dans l[ea'])) (?!trouble|arrears|default|debt|good|bad|danger|line|touch|shape|time|order|compliance|breach|dispute|any|our|there|retard|difficulte|jour|danger|credit)(?:the )?\p{L}+(?: \p{L}+)?\s*\?*$/u
  ],
  [
    3,
    /^(?:where(?:'s| is| are)|ou (?:est|se trouve|sont)|who (?:looks after|manages|handles|serves)|qui (?:gere|s'occupe d))\b(?!.*\b(?:orders?|invoices?|payments?|money|shipments?|deliver\w+|commandes?|factures?|paiements?|argent|livraisons?)\b)/
  ]
])
