/** What a state or a country is called besides: customers' records hold short forms, and people spell them out in their language. */
import { normalise } from "./Normal.ts"

const states =
  `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California/Californie,CO Colorado,CT Connecticut,DE Delaware,
  FL Florida/Floride,GA Georgia/Géorgie,HI Hawaii/Hawaï,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,
  LA Louisiana/Louisiane,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,
  MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico/Nouveau-Mexique,NY New York,
  NC North Carolina/Caroline du Nord,ND North Dakota/Dakota du Nord,OH Ohio,OK Oklahoma,OR Oregon,
  PA Pennsylvania/Pennsylvanie,RI Rhode Island,SC South Carolina/Caroline du Sud,SD South Dakota/Dakota du Sud,TN Tennessee,
  TX Texas,UT Utah,VT Vermont,VA Virginia/Virginie,WA Washington,WV West Virginia/Virginie-Occidentale,WI Wisconsin,
  WY Wyoming`.split(",").map((line) => {
    const [code = "", ...words] = line.trim().split(" ")
    return [code, ...words.join(" ").split("/")].map(normalise)
  })
const taken = new Set(states.map(([code]) => code))

const others: Readonly<Record<string, ReadonlyArray<string>>> = { GB: ["uk"], US: ["usa"] }

/** The countries of ISO 3166 by the names that Unicode gives them; "CA" and "DE" stay states. */
const named = ["en", "fr"].map((language) => new Intl.DisplayNames([language], { type: "region", fallback: "none" }))
const countries = Array.from({ length: 26 * 26 }, (_, at) => {
  const code = String.fromCharCode(65 + Math.floor(at / 26), 65 + at % 26)
  // "ZZ" is no region that is known.
  const names = code === "ZZ" ? [] : named.flatMap((language) => language.of(code) ?? []).map(normalise)
  return taken.has(normalise(code)) ? names : [normalise(code), ...names, ...others[code] ?? []]
}).filter((forms) => forms.length > 1)

const forms = new Map<string, ReadonlyArray<string>>(
  [...countries, ...states].flatMap((same) => same.map((one) => [one, same] as const))
)

/** In plain letters; none where it is no place that is known. */
export const otherForms = (place: string): ReadonlyArray<string> => {
  const plain = normalise(place)
  return Array.from(new Set(forms.get(plain) ?? [])).filter((form) => form !== plain)
}

const stateForms = new Set(states.flat())

/** What a place is, where it is a state or a country that is known; "Georgia" is a state. */
export const kindOfPlace = (place: string): "state" | "country" | undefined => {
  const plain = normalise(place)
  return stateForms.has(plain) ? "state" : forms.has(plain) ? "country" : undefined
}

/** The place that a value stands for, if it is a short form and nothing else. */
export const places = (value: string): ReadonlyArray<string> => value.trim().length > 3 ? [] : otherForms(value)
