declare module "snowball-stemmers" {
  export const newStemmer: (language: string) => { readonly stem: (word: string) => string }
}
