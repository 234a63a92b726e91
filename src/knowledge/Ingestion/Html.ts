/** HTML as text with headings, lists and tables; scripts, styles and navigation are left out. */
import { Effect } from "effect"
import { Parser } from "htmlparser2"
import { type Extracted, type File, UnreadableFile } from "./File.ts"
import * as HtmlTables from "./HtmlTables.ts"
import { decode } from "./Text.ts"
import { pieces } from "./Turns.ts"

export const read = (file: File): Effect.Effect<Extracted, UnreadableFile> =>
  Effect.flatMap(decode(file), ({ text }) => markdown(file, text))

/** `html` is what the file holds, or what was made of it. */
export const markdown = Effect.fnUntraced(function*(file: File, html: string) {
  const out = makeWriter()
  const parser = new Parser(out.handler, { decodeEntities: true, lowerCaseTags: true })
  for (const piece of pieces(html)) {
    yield* Effect.sleep(0)
    // What one tag costs the parser grows with the elements around it: looked at often enough to end it in time.
    for (let at = 0; at < piece.length && out.depth() <= deepest; at += stride) {
      parser.write(piece.slice(at, at + stride))
    }
    if (out.depth() > deepest) {
      return yield* new UnreadableFile({
        name: file.name,
        problem: `its elements are nested more than ${deepest} deep. Save it as plain text.`
      })
    }
  }
  parser.end()
  return out.finish()
})

const makeWriter = () => {
  const blocks: Array<string> = []
  let depth = 0
  let inline = ""
  let title = ""
  let silent = 0
  let inTitle = false
  let preformatted = 0
  let lists = 0
  const tables = HtmlTables.make((row) => blocks.push(row))

  /** Stands before the first text of a list's item. */
  let mark = ""
  const block = (heading = "") => {
    const text = preformatted > 0 ? inline.trimEnd() : inline.replace(/\s+/g, " ").trim()
    inline = ""
    if (text === "") return
    blocks.push(heading + mark + text)
    mark = ""
  }
  /** What was said in the cell, or in the cell around a table that ended. */
  const taken = () => {
    const text = inline.replace(/\s+/g, " ").trim()
    inline = ""
    return text
  }

  const handler = {
    onopentag: (name: string) => {
      depth += 1
      if (silentTags.has(name)) silent += 1
      else if (name === "title") inTitle = true
      else if (name === "br") inline += preformatted > 0 ? "\n" : " "
      else if (HtmlTables.tags.has(name)) {
        if (tables.inCell()) tables.open(name, taken())
        else {
          block()
          tables.open(name, "")
        }
      } else if (!tables.inCell() && blockTags.has(name)) {
        block()
        if (name === "pre") preformatted += 1
        if (name === "ul" || name === "ol") lists += 1
        if (name === "li") mark = `${"  ".repeat(Math.min(deepestList, Math.max(0, lists - 1)))}- `
      }
    },
    ontext: (text: string) => {
      if (inTitle) title += text
      else if (silent === 0) inline += text
    },
    onclosetag: (name: string) => {
      depth -= 1
      const level = /^h([1-6])$/.exec(name)?.[1]
      if (silentTags.has(name)) silent = Math.max(0, silent - 1)
      else if (name === "title") inTitle = false
      else if (HtmlTables.tags.has(name)) inline = tables.close(name, taken())
      else if (tables.inCell()) inline += " "
      else if (level !== undefined) block(`${"#".repeat(Number(level))} `)
      else if (blockTags.has(name)) {
        block()
        if (name === "pre") preformatted = Math.max(0, preformatted - 1)
        if (name === "li") mark = ""
        if (name === "ul" || name === "ol") lists = Math.max(0, lists - 1)
      }
    }
  }
  const finish = (): Extracted => {
    block()
    const text = blocks.map((one, i) => {
      const next = blocks[i + 1]
      const together = next !== undefined && kindOf(one) !== "text" && kindOf(one) === kindOf(next)
      return together ? `${one}\n` : `${one}\n\n`
    }).join("")
    return { title: title.trim() === "" ? undefined : title, text }
  }
  return { handler, finish, depth: () => depth }
}

const kindOf = (block: string) => block.startsWith("|") ? "row" : /^\s*- /.test(block) ? "item" : "text"

const stride = 4 * 1024
/** Browsers stop at half of it. */
const deepest = 1_000
const deepestList = 10
const silentTags = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "nav",
  "iframe",
  "object",
  "select",
  "button"
])
const blockTags = new Set(
  ("p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd thead tbody tfoot pre " +
    "blockquote figure figcaption form fieldset hr body html address details summary").split(" ")
)
