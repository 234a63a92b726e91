// Builds dist/: one file a module with its types for those who import, and one bundle for those who run (it starts in
// a third of the time). What was built from the same sources already is left as it is.
import { build } from "esbuild"
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const require = createRequire(import.meta.url)
const at = (...parts) => join(root, ...parts)

const sources = ["package.json", "package-lock.json", "tsconfig.json", ".ci/build.mjs", ...readdirSync(at("src"), { recursive: true })
  .map((name) => join("src", name)).filter((name) => statSync(at(name)).isFile()).sort()]
const hash = createHash("sha256")
for (const name of sources) hash.update(`${name}\0`).update(readFileSync(at(name))).update("\0")
const built = hash.digest("hex")
const mark = at("dist/.built")
if (existsSync(mark) && readFileSync(mark, "utf8") === built) process.exit(0)

rmSync(at("dist"), { recursive: true, force: true })
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", at("tsconfig.json")], { stdio: "inherit" })

for (const file of readdirSync(at("src"), { recursive: true }).filter((name) => name.endsWith(".mjs"))) {
  cpSync(at("src", file), at("dist", file))
}
mkdirSync(at("dist/assets"), { recursive: true })
cpSync(join(dirname(require.resolve("redoc/package.json")), "bundles/redoc.standalone.js"), at("dist/assets/redoc.standalone.js"))

// The model packages bring their tokenizers along, megabytes of tables that the service never asks.
const withoutTokenizers = {
  name: "without-tokenizers",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^(@anthropic-ai\/tokenizer|gpt-tokenizer)/ }, ({ path }) => ({ path, namespace: "unused" }))
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({
      contents: "const unused = () => { throw new Error(\"not part of the bundle\") }\n" +
        "export { unused as encode, unused as getTokenizer }"
    }))
  }
}

await build({
  absWorkingDir: root,
  entryPoints: { main: "src/main.ts" },
  outdir: "dist",
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  legalComments: "none",
  logLevel: "warning",
  plugins: [withoutTokenizers],
  external: ["@electric-sql/*", "mammoth", "unpdf", "pg-native", "ioredis"],
  // CommonJS packages inside the bundle ask for Node's own modules by require.
  banner: { js: "import { createRequire as __createRequire } from \"node:module\"; const require = __createRequire(import.meta.url);" }
})
chmodSync(at("dist/main.js"), 0o755)
// Last, so that what was broken off is built anew.
writeFileSync(mark, built)
