/** Short forms of states and countries that customers' records hold and people spell out. */

const names: ReadonlyMap<string, string> = new Map(
  `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,FL Florida,
  GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,
  MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,
  NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,
  OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,
  VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,UK United Kingdom,GB United Kingdom,
  US United States,USA United States,FR France,ES Spain,IT Italy,NL Netherlands,BE Belgium,CH Switzerland,AT Austria,
  PT Portugal,IE Ireland,SE Sweden,DK Denmark,JP Japan,CN China,AU Australia,NZ New Zealand,MX Mexico,BR Brazil`
    .split(",").map((line) => {
      const [code = "", ...words] = line.trim().split(" ")
      return [code, words.join(" ").toLowerCase()] as const
    })
)

/** The place that a value stands for, if it is a short form and nothing else. */
export const places = (value: string): ReadonlyArray<string> => {
  const name = names.get(value.trim().toUpperCase())
  return name === undefined ? [] : [name]
}

/** Of a place in plain letters: its short forms, or the name that it is a short form of. */
export const otherForms = (place: string): ReadonlyArray<string> => [
  ...places(place),
  ...Array.from(names).filter(([, name]) => name === place).map(([code]) => code.toLowerCase())
]
