import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{models,db,server,app}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts", "node_modules/**"],
        },
        resolve: { alias: { "@/": new URL("./app/", import.meta.url).pathname } },
      },
      {
        test: {
          name: "integration",
          include: ["{models,db,server,app}/**/*.integration.test.ts"],
          exclude: ["node_modules/**"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
        resolve: { alias: { "@/": new URL("./app/", import.meta.url).pathname } },
      },
    ],
  },
});
