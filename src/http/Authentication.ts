/** Who is asking: keys are compared by their hashes, all of them, in constant time. */
import { type HttpServerRequest } from "@effect/platform"
import { Option, Redacted } from "effect"
import { createHash, timingSafeEqual } from "node:crypto"
import { defaultTenant, TenantId } from "../domain/Ids.ts"
import type { Principal } from "../domain/Principal.ts"
import type { ApiKey, Options } from "./Options.ts"

type Request = HttpServerRequest.HttpServerRequest

const sha256 = (text: string) => createHash("sha256").update(text).digest()

/** Nobody, where a key is needed and none or a wrong one came. */
export const make = (options: Pick<Options, "keys" | "anonymous">) => {
  const known = options.keys.map((key) => ({ hash: sha256(Redacted.value(key.key)), principal: principalOf(key) }))
  return (request: Request): Principal | undefined => {
    const presented = known.length === 0 ? undefined : credential(request)
    if (presented === undefined) return anonymous(request, options)
    const hash = sha256(presented)
    let found: Principal | undefined
    for (const each of known) if (timingSafeEqual(each.hash, hash)) found = each.principal
    return found
  }
}

const principalOf = (key: ApiKey): Principal => ({
  tenant: TenantId.make(key.tenant),
  role: key.role,
  client: `key:${sha256(Redacted.value(key.key)).toString("hex").slice(0, 16)}`
})

const credential = ({ headers }: Request): string | undefined => {
  const bearer = /^bearer +(.+)$/i.exec(headers.authorization ?? "")?.[1]
  return bearer ?? headers["x-api-key"]
}

const anonymous = (
  request: Request,
  { anonymous, keys }: Pick<Options, "keys" | "anonymous">
): Principal | undefined => {
  const peer = Option.getOrElse(request.remoteAddress, () => "")
  const local = keys.length === 0 && isDirect(request) && isLoopback(peer)
  if (!local && !anonymous) return undefined
  return { tenant: defaultTenant, role: local ? "operator" : "user", client: peer }
}

const isLoopback = (address: string) => /^(::ffff:)?127\./.test(address) || address === "::1"

/** Through a proxy on this machine everyone comes from the loopback; from a foreign page the browser says so. */
const isDirect = ({ headers }: Request) =>
  headers["x-forwarded-for"] === undefined && headers.forwarded === undefined &&
  headers["sec-fetch-site"] !== "cross-site"
