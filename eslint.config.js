import next from "@next/eslint-plugin-next";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Folders that must not reach into each other: the page and the streaming server share only models and db. */
const forbidImports = (files, patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

export default tseslint.config(
  {
    ignores: [
      ".next/",
      "node_modules/",
      ".data/",
      ".data-*/",
      "test-results/",
      "playwright-report/",
      "next-env.d.ts",
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "no-console": "off",
    },
  },
  {
    files: ["**/*.test.ts", "e2e/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    plugins: { "@next/next": next, "react-hooks": reactHooks, "jsx-a11y": jsxA11y },
    rules: {
      ...next.configs.recommended.rules,
      ...next.configs["core-web-vitals"].rules,
      ...reactHooks.configs.recommended.rules,
      ...jsxA11y.flatConfigs.recommended.rules,
    },
  },
  forbidImports(["models/**/*.ts"], ["**/db/**", "**/server/**", "**/app/**", "#db/*"]),
  forbidImports(["db/**/*.ts"], ["**/server/**", "**/app/**"]),
  forbidImports(["server/**/*.ts"], ["**/app/**", "@/*"]),
  forbidImports(["app/**/*.{ts,tsx}"], ["**/server/**"]),
);
