import { defineConfig } from "vitest/config"

/** These hold the service to its deadlines while its dependencies die: they run by themselves, after all the others. */
const faults = [
  "test/Failures.test.ts",
  "test/RealFaults.test.ts",
  "test/Replicas.test.ts",
  "test/ops/ChaosMatrix.test.ts"
]

const shared = {
  root: ".",
  pool: "forks",
  testTimeout: 60_000,
  hookTimeout: 120_000,
  globalSetup: "test/support/globalSetup.ts"
} as const

// Each file that opens the embedded database keeps about 200 MB and a core busy while it starts, so the workers are few.
export default defineConfig({
  test: {
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    projects: [
      {
        test: {
          ...shared,
          name: "all",
          include: ["test/**/*.test.ts"],
          exclude: faults,
          sequence: { groupOrder: 0 }
        }
      },
      {
        test: {
          ...shared,
          name: "faults",
          include: faults,
          poolOptions: { forks: { singleFork: true } },
          sequence: { groupOrder: 1 }
        }
      }
    ]
  }
})
