/** The detectors that come with Holdfast. More are added beside it: `Layer.provideMerge(Detectors.add(mine), layer)`. */
import { Effect, Layer } from "effect"
import { Anomaly } from "./Anomaly.ts"
import { CreditUtilization } from "./CreditUtilization.ts"
import { type Detector, Detectors } from "./Detector.ts"
import { OrderVolumeTrend } from "./OrderVolumeTrend.ts"
import { PaymentTimingShift } from "./PaymentTimingShift.ts"
import { RushOrderFrequency } from "./RushOrderFrequency.ts"
import { Seasonality } from "./Seasonality.ts"

export const detectors: ReadonlyArray<Detector> = [
  RushOrderFrequency,
  PaymentTimingShift,
  Anomaly,
  OrderVolumeTrend,
  Seasonality,
  CreditUtilization
]

export const layer: Layer.Layer<Detectors> = Layer.provideMerge(
  Layer.scopedDiscard(
    Effect.flatMap(Detectors, ({ add }) => Effect.forEach(detectors, add, { discard: true }))
  ),
  Detectors.layerEmpty
)
