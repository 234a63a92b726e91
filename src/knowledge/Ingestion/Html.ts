/** HTML as text with headings, lists and tables; scripts, styles and navigation are left out. */
import { Effect } from "effect"
import { Parser } from "htmlparser2"
import type { Extracted, File, UnreadableFile } from "./File.ts"
import { decode } from "./Text.ts"

export const read = (file: File): Effect.Effect<Extracted, UnreadableFile> =>
  Effect.flatMap(decode(file), ({ text }) => markdown(text))

/** Gives the rest of the process its turn between pieces, so that a huge page holds nobody up. */
export const markdown = Effect.fnUntraced(function*(html: string) {
  const out = makeWriter()
  const parser = new Parser(out.handler, { decodeEntities: true, lowerCaseTags: true })
  for (let at = 0; at < html.length; at += pieceLength) {
    if (at > 0) yield* Effect.sleep(0)
    parser.write(html.slice(at, at + pieceLength))
  }
  parser.end()
  return out.finish()
})

const makeWriter = () => {
  const blocks: Array<string> = []
  let inline = ""
  let title = ""
  let silent = 0
  let inTitle = false
  let preformatted = 0
  let lists = 0
  let row: Array<string> | undefined
  let rows = 0

  /** Stands before the first text of a list's item. */
  let mark = ""
  const block = (heading = "") => {
    const text = preformatted > 0 ? inline.trimEnd() : inline.replace(/\s+/g, " ").trim()
    inline = ""
    if (text === "") return
    blocks.push(heading + mark + text)
    mark = ""
  }
  const cell = () => {
    row?.push(inline.replace(/\s+/g, " ").trim().replaceAll("|", "/"))
    inline = ""
  }

  const handler = {
    onopentag: (name: string) => {
      if (silentTags.has(name)) silent += 1
      else if (name === "title") inTitle = true
      else if (name === "br") inline += preformatted > 0 ? "\n" : " "
      else if (name === "td" || name === "th") inline = ""
      else if (name === "tr") {
        block()
        row = []
      } else if (row === undefined && blockTags.has(name)) {
        block()
        if (name === "pre") preformatted += 1
        if (name === "table") rows = 0
        if (name === "ul" || name === "ol") lists += 1
        if (name === "li") mark = `${"  ".repeat(Math.max(0, lists - 1))}- `
      }
    },
    ontext: (text: string) => {
      if (inTitle) title += text
      else if (silent === 0) inline += text
    },
    onclosetag: (name: string) => {
      const level = /^h([1-6])$/.exec(name)?.[1]
      if (silentTags.has(name)) silent = Math.max(0, silent - 1)
      else if (name === "title") inTitle = false
      else if (name === "td" || name === "th") cell()
      else if (name === "tr") {
        if (row !== undefined && row.some((text) => text !== "")) {
          blocks.push(`| ${row.join(" | ")} |`)
          if (rows === 0) blocks.push(`|${" --- |".repeat(row.length)}`)
          rows += 1
        }
        row = undefined
        inline = ""
      } else if (row !== undefined) inline += " "
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
  return { handler, finish }
}

const kindOf = (block: string) => block.startsWith("|") ? "row" : /^\s*- /.test(block) ? "item" : "text"

const pieceLength = 256 * 1024
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
  ("p div section article main header footer aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr pre " +
    "blockquote figure figcaption form fieldset hr body html address details summary").split(" ")
)
