/** Mends slips of the finger in the words that name measures and times, and in no others. */

const list = (words: string): ReadonlyArray<string> => words.trim().split(/\s+/)

/** What a slip may have meant. */
const meant = list(`
orders order customers customer revenue invoices invoice payments payment overdue outstanding average median quarter
quarters month months monthly quarterly yesterday today between compare compared against industry industries priority
currency status largest biggest highest smallest lowest january february march april june july august september october
november december received issued unpaid credit limit limits utilization utilisation ageing receivables accounts account
value share percentage inactive clients client days late last this year week since turnover sales business amount total
commandes commande clients factures facture paiements paiement chiffre affaires trimestre trimestres dernier derniere
precedent annee semaine aujourd'hui janvier fevrier avril juillet septembre octobre novembre decembre urgentes urgente
retard retards echues echu moyenne moyen montant combien quels quelles meilleurs encaisse secteur secteurs plafond
`)

/** Words that are what they are, however close they come. */
const right = new Set(list(`
lost list most mouth must just past cast fast least lest rate date gate than then that these those they them their there
three other others under older newer later latter letter weak peak pays paid play clear near dear hear bear years weeks
first third fourth border borders older holder share shares shore store stores score scores limited total totals totally
orderly ordered ordering invoiced paying payer payers valued dates late later latest lately slate state states status
match watch batch patch march marched average averages averaged month's quarter's week's lasts lasting large larger
mean means many much more make made making sale sold days daily currently current industry's status's clients' credits
dernieres derniers precedente precedents commande retarde meilleure meilleures moyens montants facturee facturees payes
quel quelle combien secteur depuis entre notre nos vos leur leurs dans mais sans sous sont cela cette celle comme donc
dont deux trois quatre cinq sept huit neuf dix tres plus moins vers chez lors avec pour tous tout toute toutes
`))

/** Shorthand, and slips in words too short to tell by likeness. */
const short: Readonly<Record<string, string>> = {
  hwo: "how",
  wat: "what",
  wich: "which",
  hav: "have",
  lst: "last",
  mth: "month",
  mths: "months",
  pls: "please",
  plz: "please",
  qtr: "quarter",
  yr: "year",
  yrs: "years",
  wk: "week",
  rev: "revenue",
  avg: "average",
  cust: "customers",
  inv: "invoices"
}

const lexicon = new Set(meant)

/** The text with each unknown word that is one slip away (two, in long words) from exactly one known word put right. */
export const mended = (text: string): string =>
  text.replace(/\p{L}+/gu, (word) => short[word] ?? word).replace(/\p{L}{4,}/gu, (word) => {
    if (lexicon.has(word) || right.has(word) || word.length > 14) return word
    const near = meant.filter((known) =>
      Math.abs(known.length - word.length) <= 2 && sameStart(word, known) &&
      slips(word, known) <= (Math.min(word.length, known.length) >= 8 ? 2 : 1)
    ).toSorted((a, b) => slips(word, a) - slips(word, b))
    const [first, second] = near
    const sure = first !== undefined && !isInflected(word, first) &&
      (second === undefined || slips(word, first) < slips(word, second) || stemOf(first) === stemOf(second))
    return sure ? first : word
  })

const sameStart = (a: string, b: string) => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0])
const stemOf = (word: string) => word.replace(/s$/, "")
/** "Quartered" is no slip of "quarter", nor "orderly" of "order". */
const isInflected = (word: string, known: string) =>
  word.startsWith(known) && /^(?:s|ed|er|ly|ing|d|e|es|r|y)$/.test(word.slice(known.length))

/** Insertions, deletions, substitutions and swaps of neighbours. */
const slips = (a: string, b: string): number => {
  const rows: Array<Array<number>> = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] ?? []
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
        ? (rows[i - 2]?.[j - 2] ?? 0) + 1
        : Infinity
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped))
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? Infinity
}
