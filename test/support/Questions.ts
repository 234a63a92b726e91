/** Questions as people type them, with what they want and whether they name a customer (or mean one). */
import { Schema } from "effect"
import { readFileSync } from "node:fs"
import { Intent } from "../../src/domain/Answer.ts"

export interface Labelled {
  readonly question: string
  readonly intent: Intent
  readonly hasEntities: boolean
}

const labelled = (line: string): Labelled => {
  const [intent, names, question = ""] = line.split("\t")
  return { hasEntities: names === "named", intent: Schema.decodeUnknownSync(Intent)(intent), question }
}

export const questions: ReadonlyArray<Labelled> = readFileSync(new URL("questions.tsv", import.meta.url), "utf8")
  .trim().split("\n").slice(1).map(labelled)
