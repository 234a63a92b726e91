/** Files that would hurt whoever trusts them: each ends in its text or in a reason, within bounds. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { deflateSync } from "node:zlib"
import { type File, IngestionLimits, read } from "../../../src/knowledge/Ingestion.ts"
import { docx, docxOf, paragraph, pdf, pdfOf } from "./files.ts"

const file = (name: string, content: string | Uint8Array, content_type?: string): File => ({
  name,
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  ...(content_type === undefined ? {} : { content_type })
})
const problem = (one: File) => Effect.map(Effect.flip(read(one)), (error) => error.message)
const textOf = (one: File) => Effect.map(read(one), ({ text }) => text)
const bytesOf = (...bytes: ReadonlyArray<number>) => Uint8Array.from(bytes)

const limited = Effect.provideService(IngestionLimits, {
  bytes: 20_000_000,
  jsonBytes: 2_000_000,
  expandedBytes: 4_000_000,
  characters: 5_000_000,
  pages: 2_000,
  time: Duration.seconds(60)
})

/** In MiB: by how much the process's peak grew. */
const growth = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.suspend(() => {
    const before = process.resourceUsage().maxRSS
    return Effect.map(effect, (result) => [result, (process.resourceUsage().maxRSS - before) / 1024] as const)
  })

describe("what unpacks to far more than it is", () => {
  const zeroes = deflateSync(Buffer.alloc(500_000_000), { level: 1 })

  for (
    const [how, packed, filter] of [
      ["once", zeroes, "/Filter /FlateDecode"],
      ["twice", deflateSync(zeroes), "/Filter [/FlateDecode /FlateDecode]"]
    ] as const
  ) {
    it.live(`is a damaged PDF, packed ${how}, and takes no more memory than another`, () =>
      Effect.gen(function*() {
        const bomb = file("bomb.pdf", pdfOf([packed], [0], filter))
        yield* Effect.exit(read(file("first.pdf", pdf(["A page."]))))
        const [said, mebibytes] = yield* growth(problem(bomb))
        assert.match(said, /damaged|no text/)
        assert.isBelow(mebibytes, 200)
      }).pipe(limited))
  }

  it.live("is no entity of a Word document", () => {
    const entities = Array.from(
      { length: 9 },
      (_, i) => `<!ENTITY l${i + 1} "${(i === 0 ? "lol" : `&l${i};`).repeat(10)}">`
    )
    return Effect.map(
      problem(file("laughs.docx", docxOf(paragraph("&l9;"), `<!DOCTYPE w [${entities.join("")}]>`))),
      (said) => assert.include(said, "damaged")
    )
  })
})

describe("what is deeper or longer than anybody writes", () => {
  it.live("is refused as JSON before it is parsed", () =>
    Effect.gen(function*() {
      const deep = "[".repeat(900_000) + "]".repeat(900_000)
      assert.include(yield* problem(file("deep.json", deep)), "nested too deeply")
      assert.include(yield* problem(file("large.json", `"${"x".repeat(2_000_000)}"`)), "larger than 1 MB")
      assert.strictEqual(
        yield* textOf(file("a.json", `{"brackets": "${"[{".repeat(99)} \\\\"}`)).pipe(
          Effect.map((text) => text.length)
        ),
        "brackets: ".length + 200
      )
    }).pipe(limited))

  it.live("is refused as a page of a million open elements", () =>
    Effect.map(
      problem(file("open.html", "<b>".repeat(1_000_000))),
      (said) => assert.include(said, "nested more than 1000 deep")
    ))

  it.live("is refused as a PDF of ten thousand pages, and read as one of a thousand", () =>
    Effect.gen(function*() {
      const page = Buffer.from("BT /F1 12 Tf 72 720 Td (Rush orders cost more.) Tj ET")
      const book = (pages: number) => file("book.pdf", pdfOf([page], Array.from({ length: pages }, () => 0)))
      assert.include(yield* problem(book(10_000)), "more than 2000 pages")
      assert.strictEqual((yield* read(book(1_000))).metadata["pages"], 1_000)
    }).pipe(limited))

  it.live("is read as a long array, a long table", () =>
    Effect.gen(function*() {
      const records = JSON.stringify(Array.from({ length: 60_000 }, (_, i) => ({ i })))
      assert.strictEqual((yield* textOf(file("a.json", records))).split("\n").length, 60_000)
      const table = `n,name\n${Array.from({ length: 60_000 }, (_, i) => `${i},"row ${i}"`).join("\n")}`
      assert.match(yield* textOf(file("a.csv", table)), /- n: 59999; name: row 59999$/)
    }).pipe(limited))

  it.live("is refused as a quotation that swallows the file", () =>
    Effect.map(
      problem(file("open.csv", `a,b\n"${"x,y\n".repeat(500_000)}`)),
      (said) => assert.include(said, "quotation mark that never closes")
    ))
})

describe("letters", () => {
  it.effect("are read in the encoding that the page, the sender or their looks name", () =>
    Effect.gen(function*() {
      const cyrillic = bytesOf(0xd1, 0xf7, 0xb8, 0xf2, 0x20, 0xee, 0xef, 0xeb, 0xe0, 0xf7, 0xe5, 0xed)
      const page = Buffer.concat([Buffer.from("<html><head><meta charset=\"windows-1251\"></head><p>"), cyrillic])
      assert.strictEqual(yield* textOf(file("a.html", page)), "Счёт оплачен")
      assert.strictEqual(yield* textOf(file("a.txt", cyrillic, "text/plain; charset=windows-1251")), "Счёт оплачен")
      const japanese = Buffer.from(
        "90bf8b818f9182cd8e4f8f5c93fa88c893e082c98e7895a582a4954b977682aa82a082e882dc82b78142",
        "hex"
      )
      assert.strictEqual(yield* textOf(file("a.txt", japanese)), "請求書は三十日以内に支払う必要があります。")
    }))

  it.effect("that are broken cost themselves alone", () =>
    Effect.gen(function*() {
      const cut = Buffer.from("Net 30 days – café").subarray(0, -1)
      assert.match(yield* textOf(file("a.txt", cut)), /^Net 30 days .+ caf/)
      assert.strictEqual(
        yield* textOf(file("a.txt", cut, "text/plain; charset=no-such")),
        yield* textOf(file("a.txt", cut))
      )
      const halves = JSON.stringify({ note: "half \ud83d and \0 nothing" })
      assert.match(yield* textOf(file("a.json", halves)), /^note: half \ufffd and {2}nothing$/)
      assert.include((yield* read(file("\ud83d\0.txt", "text"))).title, "text")
    }))

  it.live("from right to left stay in the order in which they are read", () =>
    Effect.gen(function*() {
      const arabic = "شروط الدفع: 30 يوما من تاريخ الفاتورة"
      const hebrew = "תנאי תשלום: 30 יום"
      assert.strictEqual(
        yield* textOf(file("a.html", `<p dir="rtl">${arabic} <b>${hebrew}</b></p>`)),
        `${arabic} ${hebrew}`
      )
      assert.strictEqual(yield* textOf(file("a.docx", docxOf(paragraph(hebrew)))), hebrew)
      const western = bytesOf(0xfa, 0xf0, 0xe0, 0xe9, 0x20, 0xfa, 0xf9, 0xec, 0xe5, 0xed, 0x20, 0xf9, 0xec, 0xeb, 0xed)
      assert.strictEqual(yield* textOf(file("a.txt", western)), "תנאי תשלום שלכם")
    }))
})

describe("tables", () => {
  const inner = "<table><tr><th>Days</th><td>30</td></tr><tr><th>Fee</th><td>2 %</td></tr></table>"

  it.effect("within tables become the text of their cell", () =>
    Effect.gen(function*() {
      const page =
        `<table><tr><td>Delta</td><td>Terms ${inner} net</td></tr><tr><td>Acme</td><td>45</td></tr></table><p>End`
      assert.strictEqual(
        yield* textOf(file("a.html", page)),
        "| Delta | Terms Days, 30; Fee, 2 % net |\n| --- | --- |\n| Acme | 45 |\n\nEnd"
      )
    }))

  it.effect("that were never closed, or never opened, lose no text", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* textOf(file("a.html", "<tr><td>one<td>two<tr><td>three")),
        "| one | two |\n| --- | --- |\n| three |"
      )
      assert.strictEqual(yield* textOf(file("a.html", "<p>before</td></tr></table> after")), "before after")
      const deep = `${"<table><tr><td>x".repeat(150)} end`
      assert.strictEqual((yield* textOf(file("a.html", deep))).match(/x/g)?.length, 150)
    }))
})

it.live("one that is cut off anywhere ends in its text or in a reason", () =>
  Effect.forEach(
    [["a.docx", docx], ["a.pdf", pdf(["One page.", "Another."])]] as const,
    ([name, bytes]) =>
      Effect.forEach([1, 9, 30, 60, 90, 99], (percent) =>
        Effect.map(
          Effect.either(read(file(name, bytes.subarray(0, Math.ceil(bytes.length * percent / 100))))),
          (result) => assert.isTrue(result._tag === "Right" || /could not be read: /.test(result.left.message))
        )),
    { discard: true }
  ))
