/** How good a ranking is, averaged over questions, in percent. */
export interface Scores {
  readonly questions: number
  readonly recall5: number
  readonly recall10: number
  readonly ndcg10: number
}

/** Best first, by question. */
export type Run = ReadonlyMap<string, ReadonlyArray<string>>

export const score = (run: Run, relevant: ReadonlyMap<string, ReadonlyMap<string, number>>): Scores => {
  const all = [...run].map(([question, ranked]) => {
    const grades = relevant.get(question) ?? new Map<string, number>()
    return {
      recall5: recall(ranked, grades, 5),
      recall10: recall(ranked, grades, 10),
      ndcg10: ndcg(ranked, grades, 10)
    }
  })
  const mean = (of: keyof (typeof all)[number]) => 100 * all.reduce((sum, one) => sum + one[of], 0) / (all.length || 1)
  return { questions: all.length, recall5: mean("recall5"), recall10: mean("recall10"), ndcg10: mean("ndcg10") }
}

const recall = (ranked: ReadonlyArray<string>, grades: ReadonlyMap<string, number>, k: number) =>
  ranked.slice(0, k).filter((id) => grades.has(id)).length / (grades.size || 1)

const ndcg = (ranked: ReadonlyArray<string>, grades: ReadonlyMap<string, number>, k: number) => {
  const gain = (values: ReadonlyArray<number>) =>
    values.slice(0, k).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0)
  const ideal = gain([...grades.values()].sort((a, b) => b - a))
  return ideal === 0 ? 0 : gain(ranked.map((id) => grades.get(id) ?? 0)) / ideal
}

const shown = (value: number) => value.toFixed(1).padStart(6)

export const header = `${"".padEnd(44)}questions    R@5   R@10  nDCG@10`

export const row = (name: string, { ndcg10, questions, recall10, recall5 }: Scores): string =>
  `${name.padEnd(44)}${String(questions).padStart(9)} ${shown(recall5)} ${shown(recall10)}   ${shown(ndcg10)}`

/** What is lost against the first. */
export const loss = (name: string, whole: Scores, without: Scores): string =>
  `${name.padEnd(44)}${"".padStart(9)} ${shown(whole.recall5 - without.recall5)} ${
    shown(whole.recall10 - without.recall10)
  }   ${shown(whole.ndcg10 - without.ndcg10)}`
