/** One thing to measure: so many calls, one after the other. */
export interface Subject {
  readonly name: string
  readonly run: (calls: number) => Promise<unknown>
}

/** What is done under protection: nothing, a promise that is already kept, or a turn of the event loop. */
export type Work = "at once" | "a microtask" | "an event loop turn"

export interface Case {
  readonly title: string
  readonly subjects: ReadonlyArray<Subject>
}
