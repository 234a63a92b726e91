/** The same, as it is asked in French. */
import {
  ask,
  type Asked,
  average,
  debtors,
  dollars,
  follow,
  idle,
  months,
  nf,
  owers,
  owing,
  perMonth,
  shareLate,
  soFar,
  USD
} from "./asked.ts"
import * as B from "./business.ts"

const { month, quarter, year } = B

export const french: ReadonlyArray<Asked> = [
  ask(
    "Combien de commandes urgentes avons-nous reçues le mois dernier ?",
    `${nf(B.rushIn(month(2026, 4)).length)} commandes urgentes`
  ),
  ask(
    "Quels sont nos cinq plus gros clients en retard de paiement ?",
    ...debtors.slice(0, 5).flatMap(({ name, value }) => [name, dollars(value)])
  ),
  ask("Quel est le chiffre d'affaires du trimestre dernier ?", dollars(B.revenue(quarter(2026, 1)))),
  follow("et le trimestre d'avant ?", dollars(B.revenue(quarter(2025, 4)))),
  ask("Quel chiffre d'affaires depuis le début de l'année ?", dollars(B.revenue(soFar))),
  ask("Combien de commandes en mars 2026 ?", `${nf(B.ordersIn(month(2026, 3)).length)} commandes`),
  ask("Combien de commandes depuis mars ?", `${nf(B.ordersIn([Date.UTC(2026, 2), B.now + 1]).length)} commandes`),
  ask("Quel est le panier moyen au T1 2026 ?", dollars(average(quarter(2026, 1)))),
  ask("Qui nous doit le plus ?", owers[0]?.name ?? "", dollars(owers[0]?.value ?? 0)),
  ask(
    "Combien de clients ont commandé le mois dernier ?",
    `${nf(new Set(B.ordersIn(month(2026, 4)).map((one) => one.customer_id)).size)} clients`
  ),
  ask(
    "Combien avons-nous encaissé le mois dernier ?",
    dollars(B.sum(B.paymentsIn(month(2026, 4), USD).map(({ amount }) => amount)))
  ),
  ask("Quelle part des factures a été payée en retard en 2025 ?", `${Math.round(100 * shareLate(year(2025)))} %`),
  ask("Commandes par mois cette année", ...perMonth(B.ordersIn(soFar)).map(({ value }) => `${nf(value)} [1]`)),
  ask("Combien de factures sont échues ?", `${nf(B.overdue().length)} factures`),
  ask(
    "Combien de commandes Delta a-t-il passées le trimestre dernier ?",
    `${nf(B.ordersIn(quarter(2026, 1), { customer: "Delta Industries" }).length)} commandes`
  ),
  ask(
    "Compare le chiffre d'affaires de ce trimestre avec celui du trimestre dernier",
    dollars(B.revenue(quarter(2026, 2))),
    dollars(B.revenue(quarter(2026, 1)))
  ),
  ask("Quels sont les clients qui ne commandent plus depuis 60 jours ?", ...idle.map(({ name }) => name)),
  ask("À qui dois-je téléphoner aujourd'hui ?", debtors[0]?.name ?? "", dollars(debtors[0]?.value ?? 0)),
  ask("Quels clients risquent de partir ?", "sont en baisse (commandes)"),
  ask("Combien de clients avons-nous ?", `${nf(B.customers.length)} clients`),
  ask(
    "Quel est le montant des factures échues depuis plus de 60 jours ?",
    dollars(owing(B.overdue(USD).filter(({ past }) => past > 60)))
  ),
  ask(
    "Chiffre d'affaires du trimestre dernier par rapport au trimestre précédent",
    dollars(B.revenue(quarter(2026, 1))),
    dollars(B.revenue(quarter(2025, 4)))
  ),
  ask("Quels clients n'ont pas commandé depuis 60 jours ?", ...idle.map(({ name }) => name)),
  ask("Quel a été le meilleur mois de 2025 ?", dollars(months(year(2025))[0]?.value ?? 0)),
  follow("et le pire ?", dollars(months(year(2025)).at(-1)?.value ?? 0))
]
