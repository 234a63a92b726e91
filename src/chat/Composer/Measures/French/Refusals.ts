/** What cannot be told, in French: why, and how to ask instead. */
import type { MeasureWords } from "../Words.ts"

export const refused: MeasureWords["refused"] = {
  metric: (words) =>
    `Je ne peux rien dire sur « ${words} » : je connais les clients, les commandes, les factures et les paiements. Demandez par exemple le chiffre d'affaires, les commandes, les montants échus, les retards ou les paiements reçus.`,
  future: (_, what, when) =>
    `La période demandée, ${when}, n'a pas commencé, et je ne fais pas de prévisions : rien n'est encore enregistré (${what}).`,
  time: (words) =>
    `Je ne sais pas quelles dates vous entendez par « ${words} ». Je compte selon le calendrier : nommez des jours, des mois, des trimestres ou des années, par exemple « du 1er juin au 31 août ».`,
  split: (words, what) =>
    `Je ne peux pas répartir (${what}) par « ${words} ». ${
      /^(?:month|quarter|year)$/.test(words)
        ? "Cette valeur n'est connue qu'à ce jour : demandez-la dans l'ensemble, par client ou par secteur."
        : words === "priority"
        ? "La priorité n'est connue que des commandes : demandez les commandes urgentes, leur nombre ou leur valeur."
        : "Je peux répartir par client, secteur, mois, trimestre, année, priorité, statut, devise ou un champ des métadonnées de vos clients, selon les données."
    }`,
  part: (words) =>
    `Rien sur les fiches de vos clients ne dit « ${words} » : je ne sais pas de qui vous demandez les chiffres. Je connais les clients par leur nom, leur secteur et ce que contiennent leurs métadonnées.`,
  currency: () =>
    "Je ne convertis pas les devises et n'additionne pas des devises différentes, faute de taux de change. Demandez les chiffres par devise.",
  none: (words) =>
    `Je peux lister qui a ou a fait quelque chose, pas qui n'en a pas (« ${words} »). Demandez ceux qui en ont ; seuls ceux qui n'ont rien commandé sur une période peuvent aussi être listés.`,
  past: (_, what, when) =>
    `Je connais cette valeur (${what}) telle qu'elle est aujourd'hui, pas telle qu'elle était${
      when === "" ? "" : ` ${when}`
    } : les données ne le gardent pas. Demandez-la à ce jour, ou les factures et paiements de cette période.`
}

export const unread: MeasureWords["unread"] = (words) =>
  `Je n'ai pas compris « ${words} » : les chiffres ci-dessous n'en tiennent pas compte.`
