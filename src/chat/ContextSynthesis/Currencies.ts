/** Currencies are never added up: what is counted in several is told in each of them. */

/** The figures in the currency of most rows first, then those in the others. */
export const inEach = <A extends object>(
  figures: A & { readonly others?: ReadonlyArray<A> }
): readonly [A, ...ReadonlyArray<A>] => [figures, ...(figures.others ?? [])]

/** Only where there is something in it; empty where there is nothing in any. */
export const telling = <A extends { readonly count: number }>(
  figures: A & { readonly others?: ReadonlyArray<A> }
): ReadonlyArray<A> => inEach<A>(figures).filter(({ count }) => count > 0)

/** The oldest of those in any currency. */
export const oldest = (
  figures: {
    readonly count: number
    readonly oldest_days: number
    readonly others?: ReadonlyArray<{ readonly count: number; readonly oldest_days: number }>
  }
): number => Math.max(0, ...telling(figures).map(({ oldest_days }) => oldest_days))
