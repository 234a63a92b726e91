import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { strToU8, zipSync } from "fflate"
import { type File, IngestionLimits, read } from "../../src/knowledge/Ingestion.ts"
import { damagedZip, docx, pdf } from "./Ingestion/files.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const file = (name: string, content: string | Uint8Array, content_type?: string): File => ({
  name,
  bytes: typeof content === "string" ? bytes(content) : content,
  ...(content_type === undefined ? {} : { content_type })
})
const problem = (one: File) => Effect.map(Effect.flip(read(one)), (error) => error.message)
const limits = {
  bytes: 2_000_000,
  jsonBytes: 2_000_000,
  expandedBytes: 2_000_000,
  characters: 100_000,
  pages: 2,
  time: Duration.seconds(20)
}
const limited = Effect.provideService(IngestionLimits, limits)

describe("Ingestion", () => {
  it.effect("reads Markdown, titled by its first heading", () =>
    Effect.gen(function*() {
      const content = yield* read(file("late-fees.md", "\ufeff# Late fees\r\n\r\n1.5 % a month\0"))
      assert.deepStrictEqual(content, {
        title: "Late fees",
        text: "# Late fees\n\n1.5 % a month",
        metadata: { file_name: "late-fees.md", format: "md", encoding: "utf-8" }
      })
    }))

  it.effect("takes the title and the fields of Markdown from its front matter", () =>
    Effect.gen(function*() {
      const matter =
        "title: Night deliveries\nowner: Ops & $1\ntags: [permits, night]\nreviewed: 2026-10-01\nlevel: 2\nfile_name: x"
      const content = yield* read(file("night.md", `---\n${matter}\n---\n\n# At night\n\nTrucks need a permit.`))
      assert.deepStrictEqual(content, {
        title: "Night deliveries",
        text: "# At night\n\nowner: Ops & $1; tags: permits, night; reviewed: 2026-10-01; level: 2; file_name: x\n\n" +
          "Trucks need a permit.",
        metadata: {
          owner: "Ops & $1",
          tags: ["permits", "night"],
          reviewed: "2026-10-01",
          level: 2,
          file_name: "night.md",
          format: "md",
          encoding: "utf-8"
        }
      })
      assert.strictEqual((yield* read(file("a.md", "---\ntitle: Holds\n---\nAll stop."))).text, "All stop.")
    }))

  it.effect("leaves Markdown as it is that only begins like front matter", () =>
    Effect.forEach(
      [
        "---\nA rule above, and one below.\n---\nText",
        "---\na: [1\n---\nText",
        "---\nno end: here",
        "---\na: &a {b: *a}\n---\nText",
        `---\na: &a [1]\nb: [${"*a, ".repeat(500)}*a]\n---\nText`
      ],
      (text) => Effect.map(read(file("a.md", text)), (content) => assert.strictEqual(content.text, text))
    ))

  it.effect("reads JSON of one record to a line", () =>
    Effect.gen(function*() {
      const lines = "{\"sku\": \"A\", \"price\": 5}\n{\"sku\": \"B\", \"price\": 7}\n"
      assert.strictEqual((yield* read(file("a.jsonl", lines))).text, "- sku: A; price: 5\n- sku: B; price: 7")
      assert.strictEqual((yield* read(file("a.json", lines))).text, "- sku: A; price: 5\n- sku: B; price: 7")
      assert.include((yield* Effect.flip(read(file("a.json", `${lines}{"sku":`)))).message, "not valid JSON")
    }))

  it.effect("reads text in the encodings that it comes in", () =>
    Effect.gen(function*() {
      const text = "Échéance à 30 jours: 5 €"
      const utf16 = new Uint8Array(Buffer.from(text, "utf16le"))
      const western = Uint8Array.from([0xc9, 0x63, 0x68, 0xe9, 0x61, 0x6e, 0x63, 0x65, 0x20, 0x80])
      assert.strictEqual((yield* read(file("a.txt", text))).text, text)
      assert.strictEqual((yield* read(file("a.txt", Uint8Array.from([0xff, 0xfe, ...utf16])))).text, text)
      assert.strictEqual((yield* read(file("a.txt", utf16.subarray(8)))).text, text.slice(4))
      assert.strictEqual((yield* read(file("a.txt", western))).text, "Échéance €")
    }))

  it.effect("reads HTML without its scripts and navigation, with headings, lists and tables", () =>
    Effect.gen(function*() {
      const content = yield* read(file(
        "page.html",
        "<html><head><title>Our &amp; terms</title><style>p{}</style></head><body><nav>Home</nav><h2>Late <b>fees</b></h2>" +
          "<p>A late invoice\n costs 1.5&nbsp;%.</p><ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>" +
          "<script>alert('x')</script><table><tr><th>Name</th><th>Days</th></tr><tr><td>Delta</td><td>30</td></tr></table>" +
          "<pre>a\n  b</pre></body></html>"
      ))
      assert.strictEqual(content.title, "Our & terms")
      assert.strictEqual(
        content.text,
        "## Late fees\n\nA late invoice costs 1.5 %.\n\n- One\n- Two\n  - Deep\n\n" +
          "| Name | Days |\n| --- | --- |\n| Delta | 30 |\n\na\n  b"
      )
    }))

  it.effect("reads CSV, each row naming its columns, whatever the delimiter", () =>
    Effect.gen(function*() {
      const expected = "- name: Delta, Inc; days: 30\n- name: Acme; days: 45; column 3: extra"
      const comma = yield* read(file("terms.csv", "name,days\n\"Delta, Inc\",30\nAcme,45,extra\n"))
      assert.strictEqual(comma.text, expected)
      assert.strictEqual(comma.title, "terms")
      assert.deepInclude(comma.metadata, { rows: 2 })
      assert.strictEqual((yield* read(file("t.csv", "name;days\nDelta, Inc;30\nAcme;45;extra"))).text, expected)
      assert.strictEqual((yield* read(file("t.csv", "name,days"))).text, "- name; days")
    }))

  it.effect("reads JSON as records and headings", () =>
    Effect.gen(function*() {
      const content = yield* read(file(
        "policy.json",
        JSON.stringify({
          title: "Policy",
          late_fees: { rate: "1.5 %", from: 30 },
          customers: [{ name: "Delta", vip: true }]
        })
      ))
      assert.strictEqual(content.title, "Policy")
      assert.strictEqual(
        content.text,
        "title: Policy\n\n# late fees\n\nrate: 1.5 %; from: 30\n\n# customers\n\n- name: Delta; vip: true"
      )
    }))

  it.live("reads Word documents with their headings", () =>
    Effect.gen(function*() {
      const content = yield* read(file("Terms & conditions.docx", docx))
      assert.strictEqual(content.text, "# Payment terms\n\nThirty days net.")
      assert.strictEqual(content.title, "Payment terms")
    }))

  it.live("reads the pages of a PDF", () =>
    Effect.gen(function*() {
      const content = yield* read(file("refunds.pdf", pdf(["Refunds reach you in a week.", "Second page."])))
      assert.strictEqual(content.text, "Refunds reach you in a week.\n\nSecond page.")
      assert.deepInclude(content.metadata, { pages: 2 })
    }))

  it.effect("goes by the declared type where the name tells nothing", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* read(file("upload", "<p>Hi there</p>", "text/html; charset=utf-8"))).text, "Hi there")
    }))

  it.live("says what is wrong with a file, and what to do", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* problem(file("a.exe", "MZ")),
        "\"a.exe\" could not be read: its format is not supported. Send one of: .txt, .md, .html, .pdf, .docx, .csv, .json."
      )
      assert.include(yield* problem(file("a.txt", "")), "it is empty")
      assert.include(yield* problem(file("a.txt", " \n ")), "holds no text")
      assert.include(
        yield* problem(file("a.txt", Uint8Array.from({ length: 999 }, (_, i) => i % 32))),
        "not a text file"
      )
      assert.include(yield* problem(file("a.pdf", "no pdf")), "not a PDF")
      assert.include(yield* problem(file("a.pdf", "%PDF-1.4\ngarbage")), "damaged")
      assert.include(yield* problem(file("a.pdf", pdf([""]))), "Run text recognition")
      assert.include(yield* problem(file("a.docx", "PK no zip at all")), "not a Word document")
      assert.include(yield* problem(file("a.docx", docx.subarray(0, docx.length - 40))), "cut off")
      assert.include(yield* problem(file("a.docx", zipSync({ "a.txt": strToU8("not word") }))), "damaged")
      assert.include(yield* problem(file("a.json", "{")), "not valid JSON")
      assert.include(yield* problem(file("a.json", `${"[[1],".repeat(200)}1${"]".repeat(200)}`)), "too deeply")
      assert.include(yield* problem(file("a.csv", "a,b\n\"open")), "not valid CSV")
    }))

  it.live("refuses what is larger than its limits, also where an archive lies about its size", () =>
    Effect.gen(function*() {
      const bomb = zipSync({ "word/document.xml": new Uint8Array(3_000_000) }, { level: 9 })
      assert.include(yield* problem(file("big.txt", new Uint8Array(2_000_001).fill(97))), "larger than 1 MB")
      assert.include(yield* problem(file("long.txt", "word ".repeat(30_000))), "more than 100000 characters")
      assert.include(yield* problem(file("pages.pdf", pdf(["one", "two", "three"]))), "more than 2 pages")
      assert.include(yield* problem(file("bomb.docx", bomb)), "unpacks to more than")
      assert.include(yield* problem(file("liar.docx", damagedZip(bomb))), "unpacks to more than")
    }).pipe(limited))

  it.live("gives up, and ends the work, when time is up", () =>
    Effect.gen(function*() {
      const slow = Effect.provideService(IngestionLimits, { ...limits, time: Duration.millis(1) })
      assert.include(yield* slow(problem(file("a.pdf", pdf(["text"])))), "takes longer than 1ms")
    }))
})
