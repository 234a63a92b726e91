import { assert, describe, it } from "@effect/vitest"
import { recognise } from "../../../src/chat/DecisionSupport.ts"

const questions = {
  extend_payment_terms: [
    "Should we extend payment terms to Delta Industries?",
    "Can we give Acme net 60?",
    "Is it wise to grant Delta more time to pay?",
    "Faut-il allonger les délais de paiement de Delta ?",
    "Devons-nous accorder plus de temps pour payer à Acme ?"
  ],
  raise_credit_limit: [
    "Should we raise Delta's credit limit to 200,000?",
    "Would it be risky to increase the limit for Acme?",
    "Faut-il relever le plafond de crédit de Delta ?"
  ],
  grant_discount: [
    "Should we offer Acme a 5% discount?",
    "Devrait-on accorder une remise à Delta ?",
    "Is a rebate for Delta a good idea?"
  ],
  accept_rush_order: [
    "Should we accept another rush order from Delta?",
    "Can we take this urgent order from Acme?",
    "Faut-il accepter la commande urgente de Delta ?"
  ],
  hold_shipments: [
    "Should we hold shipments to Delta until they pay?",
    "Should we stop delivering to Acme?",
    "Faut-il suspendre les livraisons à Delta ?",
    "Should we keep shipping to Delta?"
  ],
  generic: [
    "Should we buy a new warehouse?",
    "Should we renew the contract with Delta?",
    "Should we lower the credit limit of Delta?",
    "Faut-il rencontrer Delta ?",
    ""
  ]
} as const

describe("recognise", () => {
  for (const [kind, asked] of Object.entries(questions)) {
    for (const question of asked) {
      it(`reads ${kind} in "${question}"`, () => assert.strictEqual(recognise(question), kind))
    }
  }
})
