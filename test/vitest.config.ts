import { defineConfig } from "vitest/config"

// Each file that opens the embedded database keeps about 200 MB and a core busy while it starts, so the workers are few.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "forks",
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ["test/support/globalSetup.ts"]
  }
})
