/**
 * Notices a thread that makes no progress. It counts real time: an engine that fails beyond repair spins for ever, and a
 * statement cannot be cancelled from outside.
 */
export interface Watchdog {
  /** Something was asked, or answered; `busy` says whether anything is still waited for. */
  readonly progress: (busy: boolean) => void
}

export const make = (limitMillis: number, stuck: () => void): Watchdog => {
  let timer: NodeJS.Timeout | undefined
  return {
    progress: (busy) => {
      clearTimeout(timer)
      timer = busy ? setTimeout(stuck, limitMillis) : undefined
      // The thread itself keeps the process alive, if anything does.
      timer?.unref()
    }
  }
}
