/** Who waits for a place: the highest priority first, in order of arrival within one. */
export interface WaitingLine<A> {
  readonly size: () => number
  readonly join: (waiter: A, priority: number) => void
  readonly leave: (waiter: A) => boolean
  /** Takes out whose turn it is. */
  readonly next: () => A | undefined
  /** Takes out who has waited least at the lowest priority, if that is below this one. */
  readonly shed: (priority: number) => A | undefined
}

export const make = <A>(): WaitingLine<A> => {
  /** By priority, the highest first; none is empty. There are few. */
  const levels: Array<{ readonly priority: number; readonly waiting: Set<A> }> = []
  let size = 0

  const leave = (waiter: A): boolean => {
    const index = levels.findIndex(({ waiting }) => waiting.delete(waiter))
    if (index < 0) return false
    size--
    if (levels[index]?.waiting.size === 0) levels.splice(index, 1)
    return true
  }

  const taken = (waiter: A | undefined): A | undefined => {
    if (waiter !== undefined) leave(waiter)
    return waiter
  }

  return {
    size: () => size,
    join: (waiter, priority) => {
      size++
      const index = levels.findIndex((level) => level.priority <= priority)
      const level = levels[index]
      if (level?.priority === priority) level.waiting.add(waiter)
      else levels.splice(index < 0 ? levels.length : index, 0, { priority, waiting: new Set([waiter]) })
    },
    leave,
    next: () => taken(levels[0]?.waiting.values().next().value),
    shed: (priority) => {
      const lowest = levels.at(-1)
      return lowest === undefined || lowest.priority >= priority ? undefined : taken(Array.from(lowest.waiting).at(-1))
    }
  }
}
