import * as effectPlugin from "@effect/eslint-plugin"
import tseslint from "typescript-eslint"

// What each folder of src may import besides itself, npm packages and what the rules below forbid.
const kits = ["domain", "resilience", "telemetry"]
const stores = [...kits, "storage"]
const capabilities = [...stores, "llm"]
const mayImport = {
  domain: [],
  resilience: [],
  telemetry: ["domain", "resilience"],
  storage: kits,
  llm: stores,
  knowledge: capabilities,
  sessions: capabilities,
  experiments: capabilities,
  chat: [...capabilities, "knowledge", "sessions", "experiments"],
  api: ["domain"],
  http: [...capabilities, "knowledge", "sessions", "experiments", "chat", "api"],
  ops: [...capabilities, "knowledge", "sessions", "experiments", "chat", "api"]
}
const folders = Object.keys(mayImport)

const layering = folders.map((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !mayImport[folder].includes(other))
  const patterns = [
    {
      regex: `^(\\.\\./)+(${[...forbidden, "Holdfast\\.ts", "main\\.ts", "index\\.ts"].join("|")})`,
      message: `${folder}/ may import only: ${mayImport[folder].join(", ") || "effect"} (see spec: imports point one way).`
    }
  ]
  if (!["http", "ops"].includes(folder)) {
    patterns.push({ regex: "^@effect/platform-node", message: "@effect/platform-node belongs to main.ts, http/Server.ts and ops/." })
  }
  if (["domain", "resilience"].includes(folder)) {
    patterns.push({ regex: "^(?!effect($|/)|\\.)", message: `${folder}/ imports effect alone.` })
  }
  if (!["http", "ops", "storage"].includes(folder)) {
    patterns.push({
      regex: "^(\\./|\\.\\./).*/(Sql|Redis)\\.ts$",
      message: "A backend is chosen in Holdfast.ts or main.ts, never by a neighbour."
    })
  }
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns }] }
  }
})

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "demo/**/*.ts"],
    extends: [tseslint.configs.base],
    plugins: { "@effect": effectPlugin },
    rules: {
      "@effect/dprint": ["error", {
        config: {
          indentWidth: 2,
          lineWidth: 120,
          semiColons: "asi",
          quoteStyle: "alwaysDouble",
          trailingCommas: "never",
          operatorPosition: "maintain",
          "arrowFunction.useParentheses": "force"
        }
      }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-console": "error",
      "object-shorthand": "error",
      "prefer-const": "error"
    }
  },
  { files: ["bench/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", {
        selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
        message: "Decode with a schema or narrow with a guard instead of asserting a type."
      }]
    }
  },
  ...layering
)
