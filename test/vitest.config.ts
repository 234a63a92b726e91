import { defineConfig } from "vitest/config"

/** These hold the service to its deadlines while its dependencies die: they run by themselves, after all the others. */
const faults = [
  "test/Failures.test.ts",
  "test/RealFaults.test.ts",
  "test/Replicas.test.ts",
  "test/ops/ChaosMatrix.test.ts"
]

/** These start processes, or look at what a whole process shares: each file has one of its own. */
const apart = [
  "test/{Kills,Package,Process}.test.ts",
  "test/ops/{DeadLetters,Ingest}.test.ts",
  "test/telemetry/Prometheus.test.ts"
]

const shared = {
  root: ".",
  pool: "forks",
  testTimeout: 60_000,
  hookTimeout: 120_000,
  globalSetup: "test/support/globalSetup.ts"
} as const

/** Reading the modules anew takes most files longer than their tests do, so they run in two threads that read them once. */
export default defineConfig({
  test: {
    poolOptions: {
      threads: { isolate: false, minThreads: 1, maxThreads: 2 },
      forks: { minForks: 1, maxForks: 2 }
    },
    projects: [
      {
        test: {
          ...shared,
          name: "together",
          pool: "threads",
          setupFiles: "test/support/setup.ts",
          include: ["test/**/*.test.ts"],
          exclude: [...apart, ...faults],
          sequence: { groupOrder: 0 }
        }
      },
      { test: { ...shared, name: "apart", include: apart, exclude: faults, sequence: { groupOrder: 1 } } },
      {
        test: {
          ...shared,
          name: "faults",
          include: faults,
          poolOptions: { forks: { singleFork: true } },
          sequence: { groupOrder: 2 }
        }
      }
    ]
  }
})
