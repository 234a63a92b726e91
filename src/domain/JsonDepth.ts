/** How deep a JSON text is nested, seen before it is parsed: the parser itself takes seconds for a few million brackets. */

/** Strings are passed over, and nothing else is checked: of text that is no JSON it may say either. */
export const isDeeperThan = (text: string, levels: number): boolean => {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === quote) {
      i = endOfString(text, i)
    } else if (char === openBracket || char === openBrace) {
      depth++
      if (depth > levels) return true
    } else if (char === closeBracket || char === closeBrace) depth--
  }
  return false
}

const endOfString = (text: string, start: number): number => {
  for (let end = text.indexOf("\"", start + 1); end >= 0; end = text.indexOf("\"", end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes++
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

const quote = 34
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125
