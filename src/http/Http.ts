/** Everything that is served, as routes without a server: a host mounts them beside its own. */
import { HttpLayerRouter } from "@effect/platform"
import { Layer } from "effect"
import { AccessLog } from "./AccessLog.ts"
import { Admission } from "./Admission.ts"
import * as BusinessHttp from "./BusinessHttp.ts"
import * as ChaosHttp from "./ChaosHttp.ts"
import * as ChatHttp from "./ChatHttp.ts"
import * as DocsHttp from "./DocsHttp.ts"
import * as DocumentsHttp from "./DocumentsHttp.ts"
import * as FrontDoor from "./FrontDoor.ts"
import * as Health from "./Health.ts"
import * as MemoriesHttp from "./MemoriesHttp.ts"
import * as MonitoringHttp from "./MonitoringHttp.ts"
import * as RouteTable from "./RouteTable.ts"
import * as SessionsHttp from "./SessionsHttp.ts"

const api = Layer.mergeAll(
  ChatHttp.layer,
  DocumentsHttp.layer,
  MemoriesHttp.memories,
  MemoriesHttp.users,
  BusinessHttp.domain,
  BusinessHttp.entities,
  SessionsHttp.layer,
  MonitoringHttp.layer,
  ChaosHttp.layer,
  Health.layer,
  DocsHttp.layer
)

/** More routes get the same front door when they are given here: correlation, authentication, limits, envelope. */
export const routesWith = <E, R>(more: Layer.Layer<never, E, R>) =>
  Layer.mergeAll(api, more).pipe(
    Layer.provide(RouteTable.remembering),
    Layer.provide(FrontDoor.layer),
    Layer.provide([RouteTable.layer, AccessLog.layer, Admission.layer])
  )

export const routes = routesWith(Layer.empty)

/** Ids may be as long as their schemas say; the platform's router gives up at 100 characters. */
export const routerConfig = Layer.succeed(HttpLayerRouter.RouterConfig, { maxParamLength: RouteTable.maxParamLength })
