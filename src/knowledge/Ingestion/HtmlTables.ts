/** Tables of a page as Markdown rows; a table within a cell becomes the text of that cell. */

export const tags = new Set(["table", "tr", "td", "th"])

interface Table {
  /** What stood in the cell around it before it began; undefined for a table by itself. */
  readonly around: string | undefined
  readonly inner: Array<string>
  row: Array<string> | undefined
  rows: number
}

export const make = (write: (row: string) => void) => {
  const tables: Array<Table> = []
  const inCell = () => tables.at(-1)?.row !== undefined

  const end = (table: Table) => {
    const cells = (table.row ?? []).map((cell) => cell.replaceAll("|", "/"))
    table.row = undefined
    if (cells.every((cell) => cell === "")) return
    if (table.around !== undefined) table.inner.push(cells.filter((cell) => cell !== "").join(", "))
    else {
      write(`| ${cells.join(" | ")} |`)
      if (table.rows === 0) write(`|${" --- |".repeat(cells.length)}`)
    }
    table.rows += 1
  }

  return {
    inCell,
    /** `before` is the text of the cell that the tag stands in. */
    open: (tag: string, before: string) => {
      if (tag === "table") {
        tables.push({ around: inCell() ? before : undefined, inner: [], row: undefined, rows: 0 })
      } else if (tag === "tr") {
        if (tables.length === 0) tables.push({ around: undefined, inner: [], row: undefined, rows: 0 })
        const table = tables.at(-1)
        if (table !== undefined) table.row = []
      }
    },
    /** Returns what the text goes on with: nothing, or the cell around a table that ended. */
    close: (tag: string, text: string): string => {
      const table = tables.at(-1)
      if (table === undefined) return text
      if (tag === "td" || tag === "th") table.row?.push(text)
      else if (tag === "tr") end(table)
      else {
        if (table.row !== undefined) end(table)
        tables.pop()
        if (table.around !== undefined) return [table.around, table.inner.join("; ")].filter(Boolean).join(" ") + " "
      }
      return ""
    }
  }
}
