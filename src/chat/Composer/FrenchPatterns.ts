/** What patterns say, in French: from their figures where those are as expected, else quoted. */
import { Option, Schema } from "effect"
import type { PatternInsight } from "../../domain/Pattern.ts"
import { formats } from "./Formats.ts"

const { days, isoDay, money, number, percent, plural } = formats.fr

/** As the findings are written. */
const whole = (amount: number, currency: string) => money(Math.round(amount), currency)

const from = <A, I>(schema: Schema.Schema<A, I>, say: (data: A) => string) => {
  const decode = Schema.decodeUnknownOption(schema)
  return (data: unknown) => Option.map(decode(data), say)
}

const { Literal, NullOr, Number, String, Struct, Tuple } = Schema
const Span = Struct({ from: String, to: String })
const Effect = Struct({ value: Number, interval: Tuple(NullOr(Number), NullOr(Number)) })
const aMonth = (count: number, { from, to }: typeof Span.Type) =>
  `${number(count / ((Date.parse(to) - Date.parse(from)) / 86_400_000) * 365.25 / 12)} par mois`
const timing = (mean: number) =>
  Math.abs(mean) < 0.5
    ? "à l'échéance"
    : mean > 0
    ? `${days(mean)} après l'échéance`
    : `${days(-mean)} avant l'échéance`
const orders = (count: number) => `${number(count)} ${plural(count, "commande", "commandes")}`

const sayings: { readonly [type: string]: ReadonlyArray<(data: unknown) => Option.Option<string>> } = {
  rush_order_frequency: [from(
    Struct({
      counts: Struct({ recent_rush: Number, earlier_rush: Number }),
      windows: Struct({ recent: Span, earlier: Span })
    }),
    ({ counts: { earlier_rush, recent_rush }, windows: { earlier, recent } }) =>
      `${number(recent_rush)} ${plural(recent_rush, "commande urgente", "commandes urgentes")} depuis le ${
        isoDay(recent.from)
      } (${aMonth(recent_rush, recent)}), contre ${number(earlier_rush)} entre le ${
        isoDay(earlier.from)
      } et cette date (${aMonth(earlier_rush, earlier)}).`
  )],
  payment_timing_shift: [from(
    Struct({
      recent_mean_days_late: Number,
      earlier_mean_days_late: Number,
      counts: Schema.optional(Struct({ since_unpaid: Number }))
    }),
    ({ counts, earlier_mean_days_late, recent_mean_days_late }) =>
      `Les factures récentes sont payées ${timing(recent_mean_days_late)} en moyenne, contre ${
        timing(earlier_mean_days_late)
      } auparavant.${
        counts === undefined || counts.since_unpaid === 0
          ? ""
          : ` ${number(counts.since_unpaid)} d'entre elles ${
            plural(counts.since_unpaid, "est encore impayée et compte", "sont encore impayées et comptent")
          } comme si elles étaient réglées aujourd'hui.`
      }`
  )],
  credit_utilization: [from(
    Struct({
      currency: String,
      utilization: Number,
      exposure: Number,
      credit_limit: Number,
      statistic: Number,
      n: Number,
      limit_reached: NullOr(String)
    }),
    ({ credit_limit, currency, exposure, limit_reached, n, statistic, utilization }) =>
      `${percent(utilization)} du plafond de crédit utilisés : ${whole(exposure, currency)} sur ${
        whole(credit_limit, currency)
      }. Pendant ${number(statistic)} des ${
        number(n)
      } dernières semaines, les factures impayées en ont atteint 80 % ou ` +
      `plus${limit_reached === null ? "" : ` ; à ce rythme, le plafond sera atteint vers le ${isoDay(limit_reached)}`}.`
  )],
  order_volume_trend: [from(
    Struct({ direction: Literal("rising", "falling"), effect: Effect, windows: Struct({ recent: Span }) }),
    ({ direction, effect: { value }, windows: { recent } }) =>
      `Commandes en ${direction === "rising" ? "hausse" : "baisse"} de ${percent(Math.abs(value))} sur un an : du ${
        isoDay(recent.from)
      } au ${isoDay(recent.to)}, par rapport aux mêmes mois de l'année précédente.`
  )],
  seasonality: [from(
    Struct({
      next_peak: Span,
      peak: Struct({ orders_a_month: Number }),
      quiet: Struct({ orders_a_month: Number })
    }),
    ({ next_peak, peak, quiet }) =>
      `Commandes saisonnières : ${number(peak.orders_a_month)} par mois au plus fort (la prochaine fois du ${
        isoDay(next_peak.from)
      } au ${isoDay(next_peak.to)}), ${number(quiet.orders_a_month)} par mois au plus calme.`
  )],
  anomaly: [
    from(
      Struct({ kind: Literal("order_amount"), day: String, amount: Number, usual_amount: Number, currency: String }),
      ({ amount, currency, day, usual_amount }) =>
        `La commande du ${isoDay(day)} sort de l'ordinaire : ${whole(amount, currency)}, au lieu de ${
          whole(usual_amount, currency)
        } d'habitude (médiane).`
    ),
    from(
      Struct({ kind: Literal("silence"), usual_days: Number, windows: Struct({ gap: Span }) }),
      ({ usual_days, windows: { gap } }) =>
        `Aucune commande depuis le ${isoDay(gap.from)} ; d'habitude, une tous les ${days(usual_days)} (médiane).`
    ),
    from(
      Struct({ kind: Literal("order_gap"), usual_days: Number, windows: Struct({ gap: Span }) }),
      ({ usual_days, windows: { gap } }) =>
        `Aucune commande du ${isoDay(gap.from)} au ${isoDay(gap.to)} ; d'habitude, une tous les ${
          days(usual_days)
        } (médiane).`
    ),
    from(
      Struct({
        kind: Literal("order_burst"),
        statistic: Number,
        usual_a_week: Number,
        windows: Struct({ week: Span })
      }),
      ({ statistic, usual_a_week, windows: { week } }) =>
        `${orders(statistic)} dans la semaine du ${isoDay(week.from)} au ${isoDay(week.to)}, au lieu de ${
          number(usual_a_week)
        } par semaine autour.`
    )
  ]
}

export const told = ({ data, insight, pattern_type }: PatternInsight): string =>
  Option.getOrElse(Option.firstSomeOf((sayings[pattern_type] ?? []).map((say) => say(data))), () => insight)

/** By type and what was found, where the advice is always the same; else quoted. */
export const recommended = ({ data, pattern_type, recommendation }: PatternInsight): string =>
  advice[`${pattern_type}/${typeof data["kind"] === "string" ? data["kind"] : `${data["direction"]}`}`] ??
    (pattern_type === "seasonality" ? seasonal : recommendation.trim() === "" ? "" : `« ${recommendation.trim()} »`)

const seasonal =
  "prévoir le stock et la capacité avant la haute saison, et ne pas prendre la basse saison pour une perte."

const advice: Readonly<Record<string, string>> = {
  "rush_order_frequency/rising":
    "demander la raison de ces urgences, proposer un plan de livraison ou un stock de sécurité, et facturer le traitement urgent.",
  "rush_order_frequency/higher":
    "demander la raison de ces urgences, proposer un plan de livraison ou un stock de sécurité, et facturer le traitement urgent.",
  "payment_timing_shift/later":
    "appeler le client au sujet des factures échues, convenir de dates, et ne pas allonger son délai de paiement d'ici là.",
  "payment_timing_shift/earlier":
    "le client paie mieux ; un meilleur délai ou un plafond plus élevé peut être envisagé.",
  "credit_utilization/over":
    "suspendre les nouvelles commandes jusqu'au paiement, ou décider maintenant d'un plafond plus élevé.",
  "credit_utilization/near":
    "revoir le plafond avant qu'il ne bloque une commande ; au-delà de ce qu'il en reste, demander un paiement d'avance.",
  "order_volume_trend/rising":
    "adapter le stock et le plafond de crédit au volume, et voir si le client mérite de meilleurs prix.",
  "order_volume_trend/falling":
    "demander où sont passées ses commandes avant de perdre le client, et prévoir moins d'ici là.",
  "anomaly/order_amount": "vérifier cette commande avec le client avant de la facturer ou de la répéter.",
  "anomaly/silence": "appeler le client sans attendre : il achète peut-être ailleurs, ou il est en difficulté.",
  "anomaly/order_gap": "demander la raison de cette pause, pour prévoir la prochaine.",
  "anomaly/order_burst": "demander à quoi servait cet afflux : un stock, un projet, ou des commandes saisies deux fois."
}
