/** A model provider of one's own: chat completions on the loopback, answered from the evidence in the prompt. */
import { Effect, type Scope } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"

/** Listens on a free port until the scope closes; gives its address, with `/v1`. */
export const make: Effect.Effect<string, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.async<{ readonly close: () => void; readonly port: number }>((resume) => {
      const server = createServer(serve)
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const close = () => {
          server.close()
          server.closeAllConnections()
        }
        resume(Effect.succeed({ close, port: typeof address === "object" && address !== null ? address.port : 0 }))
      })
    }),
    ({ close }) => Effect.sync(close)
  ),
  ({ port }) => `http://127.0.0.1:${port}/v1`
)

const serve = (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Array<Buffer> = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => {
    const isCompletion = request.url?.endsWith("/chat/completions") === true
    response.writeHead(isCompletion ? 200 : 404, { "content-type": "application/json" })
    // The body is taken as text: within JSON a line break is `\n`, and that is all that the evidence is told apart by.
    response.end(JSON.stringify(isCompletion ? completion(Buffer.concat(chunks).toString("utf8")) : {}))
  })
}

const completion = (body: string) => ({
  id: "chaos",
  object: "chat.completion",
  created: 0,
  model: "scripted",
  choices: [{ index: 0, message: { role: "assistant", content: written(body) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
})

/** The first pieces of evidence as they stand, each with its marker. */
const written = (body: string): string => {
  const found = [...body.matchAll(/\\n\[(\d+)\] \(\w+: .*?\) (.*?)(?=\\n)/g)].slice(0, 4)
  return found.length === 0
    ? "Nothing about this is known here."
    : found.map(([, marker, text = ""]) => `${text.replace(/\\"/g, "\"").replace(/[.\s]+$/, "")} [${marker}].`).join(
      " "
    )
}
