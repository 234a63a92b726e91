/** What a detector is given: one customer's past, bounded and in order of time, and how other customers order. */

export interface Order {
  readonly id: string
  readonly at: number
  readonly rush: boolean
  readonly amount: number
}

export interface Payment {
  readonly at: number
  readonly amount: number
}

export interface Invoice {
  readonly id: string
  readonly number: string
  readonly issued_at: number
  readonly due_at: number
  readonly amount: number
  /** When the last part that settled it arrived; absent while anything of it is unpaid. */
  readonly paid_at?: number
  /** All its payments, oldest first. */
  readonly payments: ReadonlyArray<Payment>
}

export interface History {
  readonly customer_id: string
  readonly name: string
  readonly currency: string
  /** In `currency`; absent where none is agreed. */
  readonly credit_limit?: number
  /** Oldest first, without cancelled ones. Amounts are all in `currency`; 0 where the order is in another. */
  readonly orders: ReadonlyArray<Order>
  /** By due date, oldest first, without void ones. Amounts are all in `currency`; 0 where the invoice is in another. */
  readonly invoices: ReadonlyArray<Invoice>
  /** Amount of the open orders that no invoice covers yet. */
  readonly uninvoiced: number
}

/** So many other customers placed this many orders, and of them this many rush orders, in the last 6 months. */
export interface PeerGroup {
  readonly customers: number
  readonly orders: number
  readonly rush: number
}

/** Absent where the other customers could not be counted in time: detectors then go by the customer's own past. */
export type Peers = ReadonlyArray<PeerGroup> | undefined

export const day = 86_400_000
/** The recent window of rush orders, for the customer and for the others alike. */
export const recentDays = 182
