/** What is wrong with an input, in sentences that name the field and what was expected, never the value that came. */
import { type ParseResult, SchemaAST as AST } from "effect"
import type { Detail } from "../api/Errors.ts"

export const faults = (issue: ParseResult.ParseIssue): ReadonlyArray<Detail> => {
  const found: Array<Detail> = []
  walk(issue, "", undefined, found)
  return found
}

/** `shown` is the outermost schema at this path: its constraints are what was expected. */
const walk = (issue: ParseResult.ParseIssue, path: string, shown: AST.AST | undefined, found: Array<Detail>): void => {
  switch (issue._tag) {
    case "Pointer": {
      return walk(issue.issue, [issue.path].flat().reduce(joined, path), undefined, found)
    }
    case "Unexpected":
      found.push({ path, message: unknownField(issue.message) })
      return
    case "Missing":
      found.push({ path, message: `is missing; expected ${describe(issue.ast.type)}` })
      return
    case "Composite": {
      const issues = "_tag" in issue.issues ? [issue.issues] : issue.issues
      if (AST.isUnion(issue.ast)) return walkUnion(issue, path, shown ?? issue.ast, found)
      for (const each of issues) {
        if (each._tag === "Pointer" && each.issue._tag === "Unexpected") {
          const fields = AST.isTypeLiteral(issue.ast) ? issue.ast.propertySignatures.map((one) => String(one.name)) : []
          found.push({ path: [each.path].flat().reduce(joined, path), message: unknownField(fields.join(", ")) })
        } else walk(each, path, undefined, found)
      }
      return
    }
    case "Refinement":
      if (issue.kind === "From") return walk(issue.issue, path, shown ?? issue.ast, found)
      found.push({ path, message: saidBy(issue) ?? `expected ${describe(shown ?? issue.ast)}` })
      return
    case "Transformation":
      return walk(issue.issue, path, shown ?? issue.ast, found)
    case "Type":
    case "Forbidden":
      found.push({ path, message: `expected ${describe(shown ?? issue.ast)}` })
  }
}

/** Of the alternatives, the one that got furthest says what is wrong; where none got in, all are named. */
const walkUnion = (issue: ParseResult.Composite, path: string, shown: AST.AST, found: Array<Detail>) => {
  const issues = "_tag" in issue.issues ? [issue.issues] : issue.issues
  const attempts = issues.map((each) => {
    const inside: Array<Detail> = []
    walk(each, path, undefined, inside)
    return { depth: Math.max(0, ...inside.map((detail) => detail.path.length)), inside, tag: innermost(each)._tag }
  })
  const furthest = attempts.filter(({ depth, tag }) =>
    depth > path.length || tag === "Composite" || tag === "Refinement"
  )
  const best = furthest.length === 1 ? furthest[0] : undefined
  if (best === undefined) found.push({ path, message: `expected ${describe(shown)}` })
  else found.push(...best.inside)
}

const innermost = (issue: ParseResult.ParseIssue): ParseResult.ParseIssue =>
  issue._tag === "Transformation" ? innermost(issue.issue) : issue

const unknownField = (fields: string | undefined) =>
  fields === undefined || fields === ""
    ? "is an unknown field; leave it out"
    : `is an unknown field; expected ${fields}`

const joined = (path: string, name: PropertyKey) =>
  typeof name === "number" ? `${path}[${name}]` : path === "" ? String(name) : `${path}.${String(name)}`

/** Only what our own filters say: the built-in messages repeat the value. */
const saidBy = ({ ast, issue }: ParseResult.Refinement): string | undefined => {
  const annotated = ast.annotations[AST.MessageAnnotationId]
  const said: unknown = typeof annotated === "function"
    ? annotated()
    : issue._tag === "Type"
    ? issue.message
    : undefined
  return typeof said === "string" && said.startsWith("expected ") ? said : undefined
}

interface Constraints {
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly type?: string
}

/** In words a person would use: "a whole number from 100 to 60000". */
export const describe = (ast: AST.AST, outer: Constraints = {}): string => {
  switch (ast._tag) {
    case "Refinement": {
      const own = ast.annotations[AST.JSONSchemaAnnotationId]
      return describe(ast.from, { ...(typeof own === "object" ? own : {}), ...outer })
    }
    case "Transformation":
      return describe(AST.isTypeLiteral(ast.to) || AST.isDeclaration(ast.to) ? ast.from : ast.to, outer)
    case "StringKeyword":
      return text(outer)
    case "NumberKeyword":
      return `${outer.type === "integer" ? "a whole number" : "a number"}${range(outer.minimum, outer.maximum)}`
    case "BooleanKeyword":
      return "true or false"
    case "Literal":
      return JSON.stringify(ast.literal)
    case "TypeLiteral":
      return "an object"
    case "TupleType":
      return `a list${counted(outer.minItems, outer.maxItems, "items")}`
    case "Union":
      return [...new Set(ast.types.filter((one) => !AST.isUndefinedKeyword(one)).map((one) => describe(one, outer)))]
        .join(" or ")
    default:
      return "a value"
  }
}

const text = ({ maxLength, minLength }: Constraints) => {
  const what = (minLength ?? 0) > 0 ? "a non-empty string" : "a string"
  return maxLength === undefined ? what : `${what} of at most ${maxLength} characters`
}

const range = (least?: number, most?: number) =>
  least !== undefined && most !== undefined
    ? ` from ${least} to ${most}`
    : least !== undefined
    ? ` of at least ${least}`
    : most !== undefined
    ? ` of at most ${most}`
    : ""

const counted = (least: number | undefined, most: number | undefined, what: string) =>
  least === undefined && most === undefined ? "" : ` of${range(least, most).replace(/^ (from|of)/, "")} ${what}`
