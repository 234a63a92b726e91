import { assert, it } from "@effect/vitest"
import { quantityAsked } from "../../../src/chat/Reading/Quantity.ts"

type Texts = ReadonlyArray<readonly [question: string, answering: string, other: string]>

const judge = (texts: Texts) => {
  for (const [question, answering, other] of texts) {
    const answers = quantityAsked(question)
    assert.isTrue(answers?.(answering), `${question} ${answering}`)
    assert.isFalse(answers?.(other), `${question} ${other}`)
  }
}

it("a question for a number, or for how often, is answered only by what has one", () => {
  judge([
    ["How often is a limit reviewed?", "Limits are reviewed every quarter.", "An extension is reviewed after 90 days."],
    ["How many times do we call?", "We call twice.", "We call after the delivery."],
    ["À quelle fréquence relance-t-on ?", "Une relance part toutes les semaines.", "Une relance part après 15 jours."],
    ["How much tax do we pay?", "The tax is 8 %.", "A customer needs a tax number and two references."],
    ["How much is delivery?", "Delivery is free.", "Delivery takes two days."],
    ["Combien coûte la livraison ?", "La livraison est gratuite.", "La livraison suit la commande."],
    ["How many references are needed?", "Two references are needed.", "References are needed."],
    ["How big is our warehouse?", "The warehouse has 4,000 m².", "Stock for a third of orders is in the warehouse."],
    ["How long are records kept?", "Records are kept for 10 years.", "Records are kept in Ohio."],
    [
      "How long does a delivery take?",
      "A delivery takes three days.",
      "Deliveries wait if an invoice is 45 days overdue."
    ],
    ["How often do we write?", "A first letter goes out at once, a second after a month.", "A letter goes out at once."]
  ])
  for (
    const question of ["Who is told of it?", "When is interest charged?", "How are limits set?", "Qui approuve ?"]
  ) {
    assert.isUndefined(quantityAsked(question), question)
  }
})

it("a number has to be one of what is counted", () => {
  judge([
    [
      "How many accounts does a manager have?",
      "A manager has 40 accounts.",
      "Accounts 90 days overdue go to the manager."
    ],
    ["How many days do we wait?", "We wait three weeks.", "We wait for two references."],
    ["How many orders may wait?", "At most two large orders may wait.", "A third of all orders may wait."],
    [
      "Combien de factures en retard faut-il ?",
      "Three overdue invoices are enough.",
      "An invoice is late after 30 days."
    ]
  ])
})

it("a number belongs to the charge beside it", () => {
  judge([
    [
      "What is the minimum order?",
      "The minimum order is 200 dollars.",
      "Orders carry a surcharge of 40 dollars at least."
    ],
    ["What is the minimum surcharge?", "The surcharge is 40 dollars at least.", "The surcharge is 8 % of the order."],
    ["How much does a reminder cost?", "A reminder costs 5 dollars.", "From the first reminder on, interest is 1.5 %."],
    [
      "Combien coûte la deuxième relance ?",
      "The second reminder is free.",
      "A second reminder goes out after 30 days."
    ],
    ["What fee do we charge for a visit?", "A visit has a fee.", "A visit ends after an hour."],
    ["How long does a visit last?", "A visit lasts 2 hours.", "A third of all visits are short."],
    ["Can a customer have two managers?", "A customer has one manager.", "Each customer gets a named manager."],
    ["Who pays the freight for returns?", "We pay the freight for returns.", "Returns carry a restocking fee."]
  ])
  const restocking = "A restocking fee of 10 % applies unless the goods were wrongly delivered."
  assert.isFalse(quantityAsked("What does delivery cost?")?.(restocking, "Returns policy"))
  assert.isTrue(quantityAsked("What does a return cost?")?.(restocking, "Returns policy"))
  assert.isTrue(quantityAsked("What are late fees?")?.("Interest of 1.5 % is charged on late payments."))
})

it("who asks for a time of day, a telephone number, an address or a name is told one", () => {
  judge([
    ["At what time of day do we deliver?", "We deliver before 11 a.m.", "We deliver the same day."],
    ["À quelle heure livrons-nous ?", "Nous livrons le matin.", "Nous livrons en deux jours."],
    ["What is the director's phone number?", "Call the director on 555 0134.", "Call the director."],
    ["What is the email address of the office?", "Write to office@acme.test.", "Write to the office."],
    ["What is the name of the director?", "The director is Ann Roe.", "The director decides."],
    [
      "What are the working hours of the office?",
      "The office is open until 5 p.m.",
      "The office answers within one working day."
    ],
    ["When were the terms changed?", "The terms were changed in March.", "The terms are changed when payment slows."],
    ["Who is the head of finance?", "The head of finance is Ann Roe.", "Approvals are given by the head of finance."],
    ["Who answers questions about invoices?", "Customer service does.", "An invoice earns a discount within 10 days."],
    ["Who signs payment plans?", "A plan is signed by the director.", "A plan that has been signed lifts a hold."],
    ["Which manager has the most customers?", "Ann has the most customers.", "A manager calls customers at most once."]
  ])
})
