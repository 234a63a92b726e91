/** What the derived OpenAPI document cannot know by itself: how to authenticate, and that all errors look alike. */

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

const mapValues = (value: unknown, f: (value: unknown, key: string) => unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, f(each, key)])) : value

const errorContent = { "application/json": { schema: { $ref: "#/components/schemas/ErrorReply" } } }

const mendResponses = (responses: unknown, mayFail: boolean) =>
  isObject(responses)
    ? Object.fromEntries(
      Object.entries(responses).filter(([status]) => mayFail || status !== "400").map(([status, response]) => [
        status,
        isObject(response) && status === "400"
          ? {
            description: "The request is malformed, or a field is wrong; `details` names each.",
            content: errorContent
          }
          : response
      ])
    )
    : responses

const mendOperation = (path: string) => (operation: unknown) => {
  if (!isObject(operation)) return operation
  const open = !path.startsWith("/api/")
  return {
    ...operation,
    responses: mendResponses(operation.responses, !open),
    security: open ? [] : [{ bearer: [] }, { api_key: [] }]
  }
}

export const polish = (document: Json): Json => {
  const components = isObject(document.components) ? document.components : {}
  const schemas = isObject(components.schemas) ? components.schemas : {}
  const named = Object.fromEntries(
    Object.entries(schemas).filter(([name]) => !["HttpApiDecodeError", "Issue", "PropertyKey"].includes(name))
  )
  return {
    ...document,
    paths: mapValues(document.paths, (item, path) => mapValues(item, mendOperation(path))),
    components: {
      ...components,
      schemas: named,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key." },
        api_key: { type: "apiKey", in: "header", name: "X-API-Key", description: "An API key." }
      }
    },
    security: []
  }
}
