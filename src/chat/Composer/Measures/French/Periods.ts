/** Periods in French: by name, with their dates. */
import type { Period } from "../../../../domain/Measure.ts"
import { formats } from "../../Formats.ts"
import { sameYear } from "./Grammar.ts"

const { isoDay, number } = formats.fr

const units: Readonly<Record<NonNullable<Period["unit"]>, readonly [string, string, string]>> = {
  day: ["jour", "jours", "ce jour"],
  week: ["semaine", "semaines", "cette semaine"],
  month: ["mois", "mois", "ce mois"],
  quarter: ["trimestre", "trimestres", "ce trimestre"],
  half: ["semestre", "semestres", "ce semestre"],
  year: ["an", "ans", "cette année"]
}

const gone: Readonly<Record<NonNullable<Period["unit"]>, string>> = {
  day: "hier",
  week: "la semaine dernière",
  month: "le mois dernier",
  quarter: "le trimestre dernier",
  half: "le semestre dernier",
  year: "l'année dernière"
}

export const period = ({ count, first, from, kind, last, to, unit }: Period): string => {
  const dates = first === null
    ? `jusqu'au ${isoDay(last)}`
    : first === last
    ? isoDay(first)
    : `du ${sameYear(first, last) ? isoDay(first).replace(/ \d{4}$/, "") : isoDay(first)} au ${isoDay(last)}`
  const [one, more, current] = units[unit ?? "day"]
  switch (kind) {
    case "this":
      return unit === "day" ? `aujourd'hui (${dates})` : `${current} jusqu'ici (${dates})`
    case "previous":
      return `${gone[unit ?? "day"]} (${dates})`
    case "next":
      return count === 1
        ? unit === "day"
          ? `demain (${dates})`
          : `${
            unit === "year" ? "l'année prochaine" : unit === "week" ? "la semaine prochaine" : `le ${one} prochain`
          } (${dates})`
        : `dans les ${number(count)} ${more} à venir (${dates})`
    case "rolling":
      return `sur les ${number(count)} ${unit === "week" || unit === "year" && count > 1 ? "dernières" : "derniers"} ${
        unit === "year" ? "années" : more
      } (${dates})`
        .replace("sur les 1 derniers mois", "sur le dernier mois")
    case "since":
      return `depuis le ${isoDay(first ?? last)}`
    case "until":
      return `jusqu'au ${isoDay(last)}`
    case "ever":
      return "jusqu'ici"
    case "between":
      return dates
    case "named":
      return namedPeriod(unit, first ?? last, dates, from !== null && to - from > 86_400_000)
  }
}

const namedPeriod = (unit: Period["unit"], first: string, dates: string, long: boolean): string => {
  const year = first.slice(0, 4)
  const month = Number(first.slice(5, 7))
  switch (unit) {
    case "month":
      return `en ${isoDay(first).replace(/^\d+(?:er)? /, "")}`
    case "quarter":
      return `au T${Math.ceil(month / 3)} ${year} (${dates})`
    case "half":
      return `au ${month < 7 ? "premier" : "second"} semestre ${year} (${dates})`
    case "year":
      return `en ${year}`
    default:
      return long ? dates : `le ${dates}`
  }
}
