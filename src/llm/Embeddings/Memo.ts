/**
 * What a pure function gave for the keys asked most recently: between `size` and twice as many are kept. What was not
 * asked while `size` others came is forgotten, everything else stays, so that there is no moment when all is made anew.
 * Long keys are not kept: they are few, and what people send must not fill the memory.
 */
export const make = <A>(size: number, f: (key: string) => A): (key: string) => A => {
  let young = new Map<string, { readonly value: A }>()
  let old = young
  return (key) => {
    if (key.length > longest) return f(key)
    const known = young.get(key)
    if (known !== undefined) return known.value
    const kept = old.get(key) ?? { value: f(key) }
    if (young.size >= size) {
      old = young
      young = new Map()
    }
    young.set(key, kept)
    return kept.value
  }
}

const longest = 1_000
