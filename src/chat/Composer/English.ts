/** The composer's English. */
import { clause, label, sentence } from "./EnglishFacts.ts"
import { formats } from "./Formats.ts"
import type { Phrases } from "./Phrases.ts"

const format = formats.en
const { money, number, plural } = format
const many = (count: number, one: string) => `${number(count)} ${plural(count, one, `${one}s`)}`

export const english: Phrases = {
  language: "en",
  format,
  clause,
  sentence,
  label,
  ofThatOverdue: (f) =>
    `Of that, ${format.money(f.amount, f.currency)} is overdue (${format.number(f.count)} ${
      format.plural(f.count, "invoice", "invoices")
    }, ${f.count === 1 ? "" : "the oldest "}${format.days(f.oldest_days)} past due).`,
  creditLeft: (amount) => `${amount} of the limit is left.`,
  details: (name, fields) => {
    const [one, ...more] = fields
    return one !== undefined && more.length === 0 && !/(?<!s)s$/.test(one.name) && !/^(?:yes|no)$/.test(one.value)
      ? `The ${one.name} on record for ${name} is ${one.value}.`
      : `On record for ${name}: ${fields.map((field) => `${field.name} ${field.value}`).join(", ")}.`
  },
  address: "address",
  unrecorded: () => undefined,
  owed: (open, overdue) =>
    open.count === 0
      ? "nothing, no invoice is open"
      : `${money(open.amount, open.currency)} on ${many(open.count, "open invoice")}${
        overdue.count === 0
          ? ", none of it overdue"
          : overdue.count === open.count
          ? ", all of it overdue"
          : `, of which ${money(overdue.amount, overdue.currency)} is overdue (${number(overdue.count)})`
      }`,
  ageingRows: (f) => [["0–30", f.d0_30], ["31–60", f.d31_60], ["61–90", f.d61_90], ["90+", f.d90_plus]],
  headings: {
    notes: "Notes",
    patterns: "Patterns",
    reasonsFor: "Also for this advice",
    reasonsAgainst: "Against this advice",
    risks: "Risks",
    conditions: "Conditions",
    change: "What would change this advice",
    missing: "Not considered",
    owed: "Money owed",
    daysPastDue: "Days past due",
    amount: "Amount",
    recommendation: "Recommendation",
    tentative: "Tentative recommendation"
  },
  status: {
    attention: (name) => `${name} needs attention`,
    watch: (name) => `${name} is mostly in order, with something to watch`,
    good: (name) => `${name} is in good order`,
    young: (name) => `${name} is in good order as far as it can be told`,
    youngBecause: "nothing is overdue, but no invoice has been paid yet, so nobody knows how it pays",
    idle: (name) => `There is nothing to report on ${name}`,
    idleBecause: (status) => `no order, invoice or payment is on record, and the account is marked ${status}`,
    toDo: "What to do",
    collect: (amount, count, oldest) =>
      count === 1
        ? `ask for the ${amount} that is overdue by ${oldest}, and agree on a date`
        : `ask for the ${amount} that is overdue, beginning with the invoice that is ${oldest} late, and agree on dates`,
    collectFirst: (name, amount, oldest) =>
      `begin with ${name}, who has the most overdue: ${amount}, the oldest invoice by ${oldest}`,
    askWhy: (name) => `ask ${name} where its orders have gone`,
    reviewLimit: "review the credit limit before it blocks an order",
    goodBecause: (punctual) => punctual ? "nothing is overdue and payments arrive on time" : "nothing is overdue",
    overdue: (amount, oldest) => `${amount} is overdue, the oldest invoice by ${oldest}`,
    later: (recent, usual) => `recent payments came ${recent} after the due date, against ${usual} on average`,
    limit: (share) => `${share} of the credit limit is in use`,
    fewer: (now, before) => `orders fell to ${now} in the last 90 days from ${before} in the 90 days before`,
    inactive: (status) => `the account is marked ${status}`,
    portfolio: "The business as a whole"
  },
  patterns: {
    found: (names) => `This stands out for ${names}:`,
    none: (names) =>
      `Nothing stands out for ${names}: no change in orders or payments is strong enough to be more than chance.`,
    noSeason: (names) => `No season shows with ${names}: no month brings more or fewer orders than chance would.`,
    seasonUntested: (names) =>
      `Whether the orders of ${names} have seasons cannot be told yet: that takes two whole years of them, and enough orders.`,
    noneButGaps: (names) => `No pattern can be reported for ${names}, but not everything could be checked.`,
    tooLittle: (names) =>
      `There is too little history to see patterns with ${names}: they need months of orders and payments to be told from chance.`,
    untested: (what) => `Too little history to test: ${format.list(what)}.`,
    advice: "What to do",
    told: (pattern) => pattern.insight,
    recommended: (pattern) => pattern.recommendation
  },
  decision: {
    confidence: (share) => `Confidence: ${share}.`,
    thin: "Too little is known for firm advice.",
    noAnalysis: "I could not weigh this decision, so take what follows as the facts to decide on, not as advice.",
    level: { low: "low", medium: "medium", high: "high" },
    risk: ({ impact, likelihood, mitigation, risk }, levels) =>
      `${risk} (likelihood ${levels[likelihood]}, impact ${levels[impact]})${
        mitigation === "" ? "" : `: ${mitigation.slice(0, 1).toLowerCase()}${mitigation.slice(1)}`
      }`,
    decisive: (reason) => `What decides it: ${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}.`,
    already: {
      limit: (name, now, less) =>
        `The credit limit of ${name} is ${now} already${
          less === undefined ? "" : `, and ${less} would lower it`
        }; what follows weighs a higher one.`,
      terms: (name, now, less) =>
        `The payment terms of ${name} are ${now} already${
          less === undefined ? "" : `, and ${less} would shorten them`
        }; what follows weighs longer ones.`
    },
    inFavour: "For",
    against: "Against"
  },
  passages: {
    says: (title) => `“${title}” says:`,
    alsoSays: (title) => `“${title}” adds:`,
    read: (pairs) =>
      `Nothing was found in these words; I looked for ${
        format.list(pairs.map(([now, asked]) => `“${now}” instead of “${asked}”`))
      }.`,
    ofAnybody: (names) => `I found nothing on this that names ${names}; the nearest text may be about others.`,
    listed: (count) => count === 1 ? "One document does:" : `${number(count)} documents do:`
  },
  comparison: {
    owesMore: (name, amount, other, otherAmount) =>
      `${name} has more overdue: ${amount} against ${otherAmount} at ${other}.`,
    owesMoreInAll: (name, amount, other, otherAmount) =>
      `${name} owes us more: ${amount} against ${otherAmount} from ${other}.`,
    paysSooner: (name, days, other, otherDays) =>
      `${name} pays sooner: ${days} on average, against ${otherDays} for ${other}.`,
    latest: (name, days) => `${name} pays latest: ${days} on average.`,
    longestTerms: (name, days, other, otherDays) =>
      `${name} has longer to pay: ${days}, against ${otherDays} for ${other}.`,
    higherLimit: (name, amount, other, otherAmount) =>
      `${name} has the higher credit limit: ${amount}, against ${otherAmount} for ${other}.`,
    slowerCash: (name, days, other, otherDays) =>
      `Money from ${name} takes longer to come in: ${days} of sales are outstanding, against ${otherDays} for ${other}.`,
    moreRush: (name, count, other, otherCount, window) =>
      `${name} places more rush orders: ${count} ${window}, against ${otherCount} from ${other}.`,
    first: (label, name, value) => `${label}: ${name} comes first with ${value}.`,
    currencies: "Amounts in different currencies are not set against each other.",
    paysLater: (name, days, other, otherDays) =>
      `${name} pays later: ${days} on average, against ${otherDays} for ${other}.`,
    ordersMore: (name, count, other, otherCount, window) =>
      `${name} orders more: ${count} orders ${window}, against ${otherCount} from ${other}.`,
    earnsMore: (name, amount, other, otherAmount, window) =>
      `${name} brings in more: ${amount} ${window}, against ${otherAmount} from ${other}.`,
    usesMore: (name, share, other, otherShare) =>
      `${name} uses more of its credit limit: ${share}, against ${otherShare} at ${other}.`,
    alike: (names) => `On this point ${names} do not differ.`,
    onlyOne: (name) =>
      `I need two customers to compare, and recognised only ${name}. Please name both, for example “Compare ${name} with …”.`,
    window: (window) => window === "total" ? "in all" : `in the last ${window} days`,
    cellDays: (mean) =>
      Math.abs(mean) < 0.5 ? "on time" : mean > 0 ? `${format.days(mean)} late` : `${format.days(-mean)} early`,
    none: "none",
    unknown: "–",
    owesOnly: (name, amount, other) => `${name} has ${amount} overdue; ${other} has nothing overdue.`,
    rows: {
      overdue: "Overdue",
      oldest: "Oldest overdue",
      open: "Open invoices",
      late: "Pays on average",
      recent: "Payments, last 90 days",
      orders: "Orders, last 90 days",
      rush: "Rush orders, last 90 days",
      revenue: "Revenue, last 365 days",
      limit: "Credit limit",
      credit: "Credit limit in use",
      terms: "Payment terms",
      dso: "Days sales outstanding"
    }
  },
  portfolio: {
    customers: (count, byStatus) => {
      const [only, ...others] = Object.keys(byStatus)
      const parts = only !== undefined && others.length === 0
        ? [`all ${only}`]
        : Object.entries(byStatus).map(([status, many]) => `${format.number(many)} ${status}`)
      return `There ${format.plural(count, "is", "are")} ${format.number(count)} ${
        format.plural(count, "customer", "customers")
      }${parts.length === 0 ? "" : ` (${format.list(parts)})`}.`
    },
    ranks: {
      invoices_overdue: {
        first: (name, value) => `${name} has the most overdue, ${value}.`,
        columns: ["Customer", "Overdue", "Invoices", "Oldest"]
      },
      invoices_open: {
        first: (name, value) => `${name} owes us the most, ${value}.`,
        columns: ["Customer", "Open", "Invoices"]
      },
      revenue: {
        first: (name, value) => `${name} brings in the most, ${value} in the last 365 days.`,
        columns: ["Customer", "Revenue, last 365 days"]
      },
      payment_behaviour: {
        first: (name, value) => `${name} pays latest: ${value} on average in the last 90 days.`,
        columns: ["Customer", "Paid, last 90 days", "Invoices"]
      },
      exposure: {
        first: (name, value) => `${name} is closest to its credit limit, with ${value} in use.`,
        columns: ["Customer", "Limit in use", "Open", "Limit"]
      }
    },
    asOf: (moment) => `These figures are as of ${moment}; what was recorded since is not in them yet.`,
    noRanking: "I cannot rank customers by this; ask about one of them by name.",
    largest: "The largest overdue balances",
    revenue: (now, before, share, way) =>
      way === 0
        ? `**Revenue is steady**: ${now} in the last 90 days, as much as in the 90 days before.`
        : `**Revenue is ${
          way > 0 ? "up" : "down"
        } ${share}**: ${now} in the last 90 days, against ${before} in the 90 days before.`,
    overdue: (amount, open) => `Of the ${open} that customers owe, ${amount} is overdue.`,
    columns: ["Customer", "Overdue", "Invoices", "Oldest"]
  },
  yes: "Yes",
  no: "No",
  nothingToRemember: "Tell me what to keep, for example “Remember that the depot closes in August”.",
  remembers: (what) => `I will remember this: “${what}”. I will bring it up when a question is about it.`,
  recalled: (about) => about === "" ? "This is what you told me:" : `This is what you told me about ${about}:`,
  nothingRecalled: (about) =>
    `I have no note from you${
      about === "" ? " on that" : ` about ${about}`
    }. Say “Remember that …” and I will keep it.`,
  recalledLatest: "This is what you told me last; there is more:",
  asked: {
    one: "You asked:",
    many: "This is what you asked or told me in this conversation, oldest first:",
    latest: "This is what you last asked or told me in this conversation, oldest first; there is more before it:"
  },
  answered: (marker) => `This was my last answer ${marker}:`,
  restsOn: (question, marker) => `My answer to “${question}” rests on this ${marker}:`,
  restsOnNothing: (question) =>
    `My answer to “${question}” cites nothing: no record, document or note was used for it.`,
  nothingAsked: "This is the beginning of our conversation: there is nothing yet to look back at.",
  quoted: (words) => `“${words}”`,
  greeting:
    "Hello. Ask me about a customer's orders, invoices, payments or credit, about patterns in them, about a decision you are weighing, or about your documents.",
  help:
    "I answer questions about your business from its own records, documents and what you have told me, and say where each statement comes from. You can ask how a customer is doing, how much is overdue, which patterns stand out, whether to extend terms or raise a limit, what a policy says, or have two customers compared. “Remember that …” keeps a note; “What did we talk about?” and “Where did you get that from?” look back.",
  thanks: "You're welcome.",
  farewell: "Goodbye.",
  feeling: "All well here, thank you. What would you like to know about your business?",
  forget:
    "I delete no notes in a conversation: remove a note under /api/memories, or tell me what is right now, and the later note counts.",
  neither: "Then please ask again with the customer's full name, its id, or the number of an order or invoice.",
  cannotAct:
    "I answer questions and keep notes; I change, send and delete nothing in the business. Ask me what you need to know before you do it yourself.",
  pastime: "That is not what I am good at: I answer questions about this business. What would you like to know?",
  acknowledged: "All right. What would you like to know next?",
  said: (day, words) => day === undefined ? `You said: “${words}”` : `On ${day} you said: “${words}”`,
  whichCustomer: "I am not sure which customer you mean. Please ask again with the name.",
  tryAgain: "Please ask again in a few minutes.",
  whichOne: (mention) => mention === "" ? "Which one do you mean?" : `Which “${mention}” do you mean?`,
  unknownCustomer: (name) =>
    `I found no customer called “${name}”. Please check the spelling, or ask with the full name or the customer's id.`,
  unknownRecord: (what, number) =>
    `I found no ${what} with the number ${number} on record. Please check the number, or ask for the ${what}s of the customer.`,
  customersUnread: "The list of customers could not be read just now, so I could not tell whom the question is about.",
  nothing: (looked, about) =>
    `I found nothing ${about === "" ? "that answers this" : `about this for ${about}`}. I looked at ${looked}.`,
  unsaid: (things) =>
    `I found nothing that answers this: the passages that come nearest say nothing about ${
      things.map((thing) => `“${thing}”`).join(" or ")
    }.`,
  nothingButGaps: (about) => `I cannot answer this${about === "" ? "" : ` for ${about}`} right now.`,
  patternsOfWhom:
    "I look for patterns in one customer's orders and payments at a time. Name one, for example “What patterns do you see with …?”.",
  notUnderstood: "I did not understand what you would like to know.",
  lookedAt: { records: "the business records", notes: "what you told me earlier", documents: "the documents" },
  howToAsk: "Try naming a customer and what you want to know, for example “How much does … owe us that is overdue?”.",
  howToTell:
    "If you know it, tell me with “Remember that …”; or ask about orders, invoices, payments, credit or patterns.",
  howToFile: "If it is written down somewhere, add the document and ask again.",
  semicolon: "; ",
  colon: ":",
  windows: "I count over the last 30, 90 or 365 days, not over calendar periods.",
  noSingles: "I have totals only, no figure for single or average orders.",
  noFigure: (label, name) => `I have no figure for ${label.toLowerCase()}${name === "" ? "" : ` of ${name}`}.`,
  byStatus: (count, status, total) =>
    `${format.number(count)} of ${format.number(total)} ${format.plural(total, "order", "orders")} ${
      format.plural(count, "is", "are")
    } ${status}`
}
