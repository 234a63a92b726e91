/** The statements that one running engine has prepared, by their text. They are gone with its thread. */

export interface Prepared {
  /** The statement's name; whether it has yet to be prepared; and names that are to be given up first. */
  readonly nameOf: (text: string) => {
    readonly name: string
    readonly isNew: boolean
    readonly forget: ReadonlyArray<string>
  }
  /** After an error nobody knows whether the statement was prepared, so it is prepared anew under another name. */
  readonly failed: (text: string) => void
}

/** Statements with lists of several lengths in them are several statements; the one unused for longest makes room. */
const most = 300

export const make = (): Prepared => {
  const names = new Map<string, string>()
  let given = 0
  let forgotten: Array<string> = []

  const forget = (text: string) => {
    const name = names.get(text)
    if (name === undefined) return
    names.delete(text)
    forgotten.push(name)
  }

  return {
    nameOf: (text) => {
      const known = names.get(text)
      const name = known ?? `s${given += 1}`
      names.delete(text)
      names.set(text, name)
      const [oldest] = names.keys()
      if (names.size > most && oldest !== undefined) forget(oldest)
      const gone = forgotten
      forgotten = []
      return { name, isNew: known === undefined, forget: gone }
    },
    failed: forget
  }
}
