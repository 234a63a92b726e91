/** Whether figures of customers tell all that a question asks for. */
import { beyondFigures } from "../Reading/Measuring.ts"
import { plain, wordsOf } from "../Reading/Words.ts"
import type { Synthesis } from "../Synthesis.ts"

/** "How many invoices of Delta are disputed?" is not answered by how many there are. */
export const tellsAll = ({ entities, question }: Pick<Synthesis, "entities" | "question">): boolean => {
  const names = new Set(entities.flatMap(({ name }) => wordsOf(plain(name))))
  return beyondFigures(question).every((word) => names.has(word))
}
