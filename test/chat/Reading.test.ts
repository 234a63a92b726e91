import { assert, describe, it } from "@effect/vitest"
import { read } from "../../src/chat/Reading.ts"
import { talkOf, toRemember } from "../../src/chat/Reading/Talk.ts"
import { questions } from "../support/Questions.ts"

const named = { hasEntities: true }
const nobody = { hasEntities: false }

describe("intent", () => {
  it("is read right in at least 95 of 100 labelled questions, and in nine of ten of every kind", () => {
    const wrong = questions.filter((one) => read(one.question, one).intent !== one.intent)
    assert.isAtLeast(questions.length, 300)
    assert.isAtMost(wrong.length / questions.length, 0.05, wrong.map((one) => one.question).join("; "))
    for (const intent of new Set(questions.map((one) => one.intent))) {
      const ofKind = questions.filter((one) => one.intent === intent)
      assert.isAtMost(wrong.filter((one) => one.intent === intent).length / ofKind.length, 0.1, intent)
    }
  })

  it("does not depend on capitals, accents or a full stop", () => {
    for (const { hasEntities, intent, question } of questions) {
      if (intent === "unknown") continue
      const plainer = question.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[.!]+$/, "")
      if (read(question, { hasEntities }).intent === intent) {
        assert.strictEqual(read(`${plainer} `, { hasEntities }).intent, intent, question)
      }
    }
  })

  it("goes on from the question before where a follow-up says little", () => {
    const conversation = { turns: [{ query: "How many rush orders did Delta place?" }] }
    const reading = read("and Acme?", { ...named, conversation })
    assert.strictEqual(reading.intent, "fact_lookup")
    assert.deepStrictEqual(reading.topics, ["rush_orders"])
    assert.strictEqual(read("et pour Acme ?", { ...named, conversation }).language, "fr")
  })

  it("is for the documents where no figure takes account of most of it, or a rule's own history is asked for", () => {
    for (
      const question of [
        "Who led the most rapid expansion of the Mongol Empire?",
        "What has been the main reason for the shift to the view that income inequality harms growth?",
        "How much of the greenhouse effect is due to carbon dioxide?",
        "How do the fees at former Model C schools compare to those at other schools?",
        "What are two anti-inflammatory molecules that peak during awake hours?",
        "What is happening to the average age of teachers in Wales?",
        "When were the payment terms last changed?",
        "Who approved the credit limits?"
      ]
    ) {
      const reading = read(question, { ...nobody, now: Date.UTC(2026, 5) })
      assert.strictEqual(reading.intent, "document_question", question)
      assert.isUndefined(reading.measure, question)
    }
    const unknown = "What are the payment terms of Delta Heavy Industries (case k7x)?"
    assert.strictEqual(read(unknown, { ...nobody, now: 0 }).intent, "fact_lookup", "of a customer nobody could look up")
    assert.strictEqual(read("Which customers bring in the most revenue?", { ...nobody, now: 0 }).intent, "fact_lookup")
    for (
      const [question, intent] of [
        ["What is the situation of Zylophone Ltd?", "status"],
        ["Is anything unusual about Zylophone Ltd?", "pattern_analysis"],
        ["Which trends or unusual habits do you see?", "pattern_analysis"],
        ["Quelles tendances vois-tu ?", "pattern_analysis"],
        ["Compare Zylophone Ltd and Quux GmbH", "comparison"],
        ["how is zylophone trading ltd doing", "status"],
        ["any unusual patterns at zylophone trading?", "pattern_analysis"],
        ["Are we growing?", "status"],
        ["Update us on Zylophone Ltd", "status"],
        ["Is there anything I should worry about?", "status"],
        ["Is anybody behaving strangely?", "pattern_analysis"]
      ] as const
    ) assert.strictEqual(read(question, { ...nobody, now: 0 }).intent, intent, question)
  })

  it("takes nobody who asks for a list for one who asks for a deed", () => {
    for (
      const question of [
        "Update me on Delta",
        "Can you send me the overdue invoices?",
        "Create a list of overdue invoices",
        "Is there anything in the policy concerning returns?"
      ]
    ) {
      const { intent } = read(question, { ...nobody, now: 0 })
      assert.notStrictEqual(intent, "conversation", question)
    }
    assert.strictEqual(read("Delete the customer", { ...nobody, now: 0 }).intent, "conversation")
    assert.strictEqual(
      read("Is there anything in the policy concerning returns?", { ...nobody, now: 0 }).intent,
      "document_question"
    )
    assert.strictEqual(
      read("What is the busiest container port in the world?", { ...nobody, now: 0 }).intent,
      "document_question"
    )
  })

  it("never throws and always gives a known intent, whatever is typed", () => {
    for (const odd of ["", " ", "\u0000", "?".repeat(4_000), "a ".repeat(2_000), "💥", "' or 1=1 --", "ﷺ", "\ud800"]) {
      assert.isString(read(odd, nobody).intent)
    }
  })
})

describe("topics", () => {
  const topics = (question: string, context = named) => read(question, context).topics

  it("are named most certain first", () => {
    assert.deepStrictEqual(topics("How much does Delta owe us that is overdue?"), ["invoices_overdue", "invoices_open"])
    assert.deepStrictEqual(topics("overdue invoices and credit limit of Delta"), ["invoices_overdue", "credit"])
  })

  it("take a phrase for the one thing it says", () => {
    assert.deepStrictEqual(topics("how many rush orders"), ["rush_orders"])
    assert.deepStrictEqual(topics("what are the days sales outstanding"), ["dso"])
    assert.deepStrictEqual(topics("any overdue invoices?"), ["invoices_overdue"])
    assert.deepStrictEqual(topics("what are their payment terms"), ["terms"])
    assert.deepStrictEqual(topics("does Delta pay late"), ["payment_behaviour"])
    assert.deepStrictEqual(topics("when was the last payment"), ["last_activity"])
    assert.deepStrictEqual(topics("status of order SO-1042"), ["order_record"])
    assert.deepStrictEqual(topics("is invoice INV-77 paid"), ["invoice_record"])
    assert.deepStrictEqual(topics("how much credit is left"), ["exposure"])
    assert.deepStrictEqual(topics("what is Delta's credit rating"), [])
    assert.deepStrictEqual(topics("did we get a credit note from Delta"), [])
  })

  it("are read in French", () => {
    assert.deepStrictEqual(topics("quelles factures sont en retard"), ["invoices_overdue"])
    assert.deepStrictEqual(topics("quelles sont les conditions de paiement de Delta"), ["terms"])
    assert.deepStrictEqual(topics("combien de commandes urgentes"), ["rush_orders"])
    assert.deepStrictEqual(topics("quel est leur plafond de crédit"), ["credit"])
  })

  it("are the whole business's only where nobody is named", () => {
    assert.include(topics("which customers are overdue?", nobody), "portfolio")
    assert.notInclude(topics("which customers are overdue?", named), "portfolio")
  })
})

describe("language", () => {
  it("is French by its words, English otherwise", () => {
    for (
      const french of [
        "Combien Delta nous doit-elle ?",
        "résumé de kestrel",
        "Compare Delta et Acme",
        "merci",
        "delta paie-t-elle en retard"
      ]
    ) {
      assert.strictEqual(read(french, named).language, "fr", french)
    }
    for (
      const english of [
        "delta",
        "status delta",
        "What's Delta's limit?",
        "café orders for Delta",
        "don't we ship",
        "42"
      ]
    ) {
      assert.strictEqual(read(english, named).language, "en", english)
    }
  })

  it("is that of the conversation where the words do not tell", () => {
    const conversation = { turns: [{ query: "Quelle est la situation de Delta ?" }] }
    assert.strictEqual(read("2", { ...named, conversation }).language, "fr")
  })
})

describe("complexity", () => {
  it("grows with what is asked", () => {
    assert.strictEqual(read("What's Delta's credit limit?", named).complexity, "simple")
    assert.strictEqual(read("How is Delta doing?", named).complexity, "medium")
    assert.strictEqual(read("Should we extend terms to Delta?", named).complexity, "complex")
    assert.strictEqual(
      read("How much is overdue? And why do they pay late? What about orders?", named).complexity,
      "complex"
    )
  })
})

describe("whether somebody is to be relied on", () => {
  for (const question of ["How risky is Delta?", "Is Delta reliable?"]) {
    it(`is how it stands: ${question}`, () => {
      assert.strictEqual(read(question, { hasEntities: true, names: ["Delta"] }).intent, "status")
    })
  }

  it("is no advice where a day is asked for", () => {
    const question = "What day should we deliver to Delta?"
    assert.notStrictEqual(read(question, { hasEntities: true, names: ["Delta"] }).intent, "decision_support")
  })
})

describe("how it is asked", () => {
  const asked: ReadonlyArray<readonly [string, string]> = [
    ["Would Delta qualify for net 60?", "decision_support"],
    ["Is Delta a fraud risk?", "pattern_analysis"],
    ["Quand faut-il appeler Delta ?", "status"],
    ["Qu'est-ce qui a changé chez Delta ?", "pattern_analysis"],
    ["Which orders of Delta were cancelled?", "fact_lookup"],
    ["Can an order be cancelled?", "document_question"],
    ["I manage Delta.", "conversation"],
    ["Delta's CEO is Ann and its CFO is Bob.", "conversation"],
    ["Who audits our accounts?", "document_question"],
    ["How many vacation days do account managers get?", "document_question"]
  ]
  for (const [question, intent] of asked) {
    const hasEntities = question.includes("Delta")
    it(`${question} ${intent}`, () => {
      assert.strictEqual(read(question, { hasEntities, names: ["Delta"], now: Date.UTC(2026, 5) }).intent, intent)
    })
  }

  it("is about what is used of a limit, where it asks whether that is exceeded", () => {
    assert.include(read("Delta a-t-il dépassé son plafond ?", { ...named, names: ["Delta"] }).topics, "exposure")
  })

  it("is about who somebody is, where it asks since when", () => {
    assert.deepStrictEqual(read("When did Delta become a customer?", { ...named, names: ["Delta"] }).topics, [
      "profile"
    ])
  })

  it("tells the language by one verb", () => {
    assert.strictEqual(read("Peut-on livrer Delta ?", named).language, "fr")
  })
})

describe("talk", () => {
  it("tells what to remember from the asking", () => {
    assert.strictEqual(talkOf("Remember that Delta prefers email"), "remember")
    assert.strictEqual(toRemember("Please remember that Delta prefers email."), "Delta prefers email")
    assert.strictEqual(toRemember("don't forget: invoices go out on Monday"), "Invoices go out on Monday")
    assert.strictEqual(toRemember("N'oublie pas que Acme ferme en août"), "Acme ferme en août")
    assert.strictEqual(toRemember("Retiens qu'Acme ferme en août !"), "Acme ferme en août")
  })

  it("tells asking what was said from saying it", () => {
    assert.strictEqual(talkOf("What did I tell you about Delta?"), "recall")
    assert.strictEqual(talkOf("Do you remember what I said?"), "recall")
    assert.strictEqual(talkOf("Qu'est-ce que je t'ai dit ?"), "recall")
    assert.strictEqual(talkOf("thanks!"), "thanks")
    assert.strictEqual(talkOf("salut, ça va ?"), "feeling")
  })
})

describe("a question about a customer", () => {
  it("is not read by what its name says", () => {
    const names = ["Granite Peak Construction"]
    const asked = read("how many orders did Granite Peak place?", { hasEntities: true, names })
    assert.deepStrictEqual([asked.intent, asked.topics], ["fact_lookup", ["orders"]])
    const by = read("how much does billing@delta-industries.example owe", {
      hasEntities: true,
      names: ["Delta Industries"]
    })
    assert.deepStrictEqual(by.topics, ["invoices_open"])
    const half = read("rush orders of Rush Order Parts", { hasEntities: true, names: ["Rush Order Parts"] })
    assert.deepStrictEqual(half.topics, ["rush_orders"])
  })

  it("that goes on from one that went on from another is read from the first", () => {
    const turns = ["how late does Delta pay?", "and Acme?", "and Apex Tooling?"].map((query) => ({ query }))
    const reading = read("and Kestrel?", { hasEntities: true, conversation: { turns } })
    assert.deepStrictEqual([reading.intent, reading.topics], ["fact_lookup", ["payment_behaviour"]])
  })

  it("is no decision where it asks only whether to talk to them, nor a text where it asks how good they are", () => {
    assert.strictEqual(read("should i call delta today", named).intent, "status")
    assert.notStrictEqual(read("when should i call her?", named).intent, "status")
    assert.strictEqual(read("is umbra lighting a good customer?", named).intent, "status")
    assert.deepStrictEqual(read("did apex promise anything?", named).topics, [])
    assert.strictEqual(read("did apex promise anything?", named).intent, "fact_lookup")
  })

  it("that asks one thing after a status gets that one thing", () => {
    const turns = [{ query: "how is Brightline Robotics doing?" }]
    const reading = read("and how much do they owe?", { hasEntities: true, conversation: { turns } })
    assert.deepStrictEqual([reading.intent, reading.topics], ["fact_lookup", ["invoices_open"]])
  })
})

describe("a question that only goes on", () => {
  it("says nothing but the asking, and keeps what the one before was about", () => {
    const turns = [{ query: "What is overdue at Delta Industries?" }]
    for (const question of ["And since when?", "Since when?", "How much?", "Depuis quand ?"]) {
      const reading = read(question, { ...named, conversation: { turns } })
      assert.deepStrictEqual([reading.intent, reading.topics], ["fact_lookup", ["invoices_overdue"]], question)
    }
  })

  it("is put to the documents with the one before", () => {
    const query = "What are standard payment terms?"
    const reading = read("And for new customers?", { ...nobody, conversation: { turns: [{ query }] } })
    assert.strictEqual(reading.goesOnFrom, query)
    assert.isUndefined(read("Who approves net 60?", { ...nobody, conversation: { turns: [{ query }] } }).goesOnFrom)
  })
})

describe("how things are done", () => {
  for (
    const question of [
      "when do we hold shipments?",
      "how long do we keep invoices?",
      "what discount can we give for early payment?",
      "interest on late invoices?",
      "at what time of day are orders delivered?",
      "à quelle heure les commandes sont-elles livrées ?",
      "when does an account go to collection?",
      "what is the phone number of the sales director?"
    ]
  ) {
    it(question, () => {
      const { intent, measure } = read(question, { hasEntities: false, now: Date.UTC(2026, 5, 15) })
      assert.strictEqual(intent, "document_question")
      assert.isUndefined(measure)
    })
  }

  it("is not what is counted, nor whether to do it", () => {
    assert.strictEqual(read("can acme get a higher credit limit?", named).intent, "decision_support")
    assert.strictEqual(read("how profitable is acme?", named).intent, "fact_lookup")
    assert.strictEqual(read("how many customers do we have?", { hasEntities: false }).intent, "fact_lookup")
    assert.strictEqual(read("should we hold shipments?", { hasEntities: false }).intent, "decision_support")
  })
})

describe("something told", () => {
  for (const said of ["No, Delta's contact is Ann", "Actually Delta prefers phone calls", "We never ship on Fridays"]) {
    it(said, () => assert.strictEqual(read(said, { hasEntities: true }).intent, "conversation"))
  }

  it("beside a question leaves it a question", () => {
    assert.strictEqual(
      read("Delta's contact is Ann. How much do they owe?", { hasEntities: true }).intent,
      "fact_lookup"
    )
    assert.strictEqual(read("Delta's credit limit", { hasEntities: true }).intent, "fact_lookup")
  })
})
