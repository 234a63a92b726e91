/** Shares and means in French. */
import { catalogue } from "../../../../knowledge/Measures/Catalogue.ts"
import { de as of } from "../../Elision.ts"
import { formats } from "../../Formats.ts"
import type { MeasureWords } from "../Words.ts"
import { invoices, many, sentence } from "./Grammar.ts"
import { noun, shareOf, splitName } from "./Names.ts"

const { number } = formats.fr

export const ofAll: MeasureWords["ofAll"] = (count, amount, share, total) =>
  `À eux ${number(count)}, ils font ${amount}, soit ${share} de ${total}.`

export const average: MeasureWords["average"] = (question, value, count) =>
  `Soit ${value} par ${splitName(question).toLowerCase()} en moyenne (${number(count)} en tout).`

export const mean: MeasureWords["mean"] = (metric, value, { filters, row, value: sum, when, who }) =>
  sentence(
    `en moyenne, ${
      metric === "payments"
        ? "un paiement"
        : metric === "credit_limit"
        ? "un plafond de crédit"
        : `le ${noun[metric]} d'une facture`
    }${filters === "" ? "" : ` ${filters}`}${who === undefined ? "" : ` ${of(who)}`}`,
    when,
    `est de ${value}, sur ${
      metric === "payments"
        ? many(row.rows, "paiement", "paiements")
        : metric === "credit_limit"
        ? many(row.rows, "client", "clients")
        : invoices(row.rows)
    } pour ${sum} en tout`
  )

export const share: MeasureWords["share"] = (metric, whole, share, total, { filters, value, when, who }) =>
  sentence(
    who === undefined
      ? `${noun[metric]}${filters === "" ? "" : ` ${filters}`} : ${share} ${
        metric === whole ? "du total" : `du total (${noun[whole]})`
      }`
      : `${who} représente ${share} ${shareOf[whole] ?? `du total (${noun[whole]})`}`,
    when,
    `, soit ${value} sur ${total}`
  )

export const ofCustomers: MeasureWords["ofCustomers"] = (metric, share, count, whole) =>
  `Cela fait ${share} ${
    catalogue[metric].source === "settled" ? "des clients qui ont payé une facture sur cette période" : "des clients"
  } : ${number(count)} sur ${number(whole)}.`
