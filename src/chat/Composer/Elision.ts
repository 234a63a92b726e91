/** French words that lose their vowel before a name: "d'Acme", "qu'Acme". */

export const de = (name: string): string => elides(name) ? `d'${name}` : `de ${name}`

export const que = (name: string): string => elides(name) ? `qu'${name}` : `que ${name}`

/** Names from abroad sound their h ("de Harbor"), and "y" is a vowel only before a consonant ("d'Yves", "de Yahoo"). */
const elides = (name: string): boolean =>
  /^(?:[aeiouœ]|y[^aeiouy])/i.test(name.trim().normalize("NFD").replace(/\p{M}+/gu, ""))
