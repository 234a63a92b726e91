/** What cannot be told, in English: why, and how to ask instead. */
import type { MeasureWords } from "../Words.ts"

export const refused: MeasureWords["refused"] = {
  metric: (words) =>
    `I cannot tell you about “${words}”: I know customers, orders, invoices and payments. Ask for example for revenue, orders, overdue amounts, days late or payments received.`,
  future: (_, what, when) =>
    `The period you ask about, ${when}, has not begun, and I do not forecast: no ${what} can be on record for it yet.`,
  time: (words) =>
    `I cannot tell which dates you mean by “${words}”. I count by the calendar: name days, months, quarters or years, for example “from 1 June to 31 August”.`,
  split: (words, what) =>
    `I cannot split ${what} by “${words}”. ${
      /^(?:month|quarter|year)$/.test(words)
        ? "It is known as of now only: ask for it as a whole, or by customer or industry."
        : words === "priority"
        ? "The priority is known of orders only: ask for rush orders, how many there were or what they are worth."
        : "I can split by customer, industry, month, quarter, year, priority, status, currency or a field of your customers' metadata, as far as the records have it."
    }`,
  part: (words) =>
    `Nothing on your customers' records says “${words}”, so I cannot tell whose figures you mean. I know customers by name, by industry and by what their metadata holds.`,
  currency: () =>
    "I do not convert currencies or add different ones up, because no exchange rates are on record. Ask for the figures by currency.",
  none: (words) =>
    `I can list who has or did something, not who has none of it (“${words}”). Ask for those that have; only who placed no order in a period can be listed too.`,
  past: (_, what, when) =>
    `I know the ${what} as it is now, not as it was${
      when === "" ? "" : ` ${when}`
    }: the records do not keep that. Ask for it as of today, or for invoices and payments of that time.`
}

export const unread: MeasureWords["unread"] = (words) =>
  `I did not understand “${words}”, so the figures below take no account of it.`
