/** Small real files, made from their bytes. */
import { strToU8, zipSync } from "fflate"

/** `body` in WordprocessingML; `doctype` stands before it. */
export const docxOf = (body: string, doctype = ""): Uint8Array =>
  zipSync({
    "[Content_Types].xml": strToU8(
      "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" +
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" +
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    ),
    "_rels/.rels": strToU8(
      "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
        "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    ),
    "word/document.xml": strToU8(
      `<?xml version="1.0"?>${doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
        `<w:body>${body}</w:body></w:document>`
    )
  })

export const paragraph = (text: string, style?: string) =>
  `<w:p>${style === undefined ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`

/** A heading and a paragraph. */
export const docx = docxOf(`${paragraph("Payment terms", "Heading1")}${paragraph("Thirty days net.")}`)

/** The archive with every entry's size in its directory said to be 1. */
export const damagedZip = (archive: Uint8Array): Uint8Array => {
  const copy = Buffer.from(archive)
  let at = copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  while (at >= 0) {
    copy.writeUInt32LE(1, at + 24)
    at = copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 4)
  }
  return new Uint8Array(copy)
}

/** One line of text a page. */
export const pdf = (pages: ReadonlyArray<string>): Uint8Array =>
  pdfOf(
    pages.map((text) => text === "" ? Buffer.alloc(0) : Buffer.from(`BT /F1 12 Tf 72 720 Td (${text}) Tj ET`)),
    pages.map((_, i) => i)
  )

/** Contents as they stand in the file, `filter` being how they are packed; each page shows the content of that number. */
export const pdfOf = (
  contents: ReadonlyArray<Uint8Array>,
  pages: ReadonlyArray<number>,
  filter = ""
): Uint8Array => {
  const first = 4 + contents.length
  const objects: ReadonlyArray<ReadonlyArray<string | Uint8Array>> = [
    ["<< /Type /Catalog /Pages 2 0 R >>"],
    [`<< /Type /Pages /Kids [${pages.map((_, i) => `${first + i} 0 R`).join(" ")}] /Count ${pages.length} >>`],
    ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
    ...contents.map((content) => [`<< /Length ${content.length} ${filter} >>\nstream\n`, content, "\nendstream"]),
    ...pages.map((content) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${
        4 + content
      } 0 R /Resources << /Font << /F1 3 0 R >> >> >>`
    ])
  ]
  const parts: Array<Uint8Array> = []
  let size = 0
  const push = (...pieces: ReadonlyArray<string | Uint8Array>) => {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece)
      parts.push(bytes)
      size += bytes.length
    }
  }
  const offsets: Array<number> = []
  push("%PDF-1.4\n")
  objects.forEach((object, i) => {
    offsets.push(size)
    push(`${i + 1} 0 obj\n`, ...object, "\nendobj\n")
  })
  const start = size
  push(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`,
    ...offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`),
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  )
  return new Uint8Array(Buffer.concat(parts))
}
