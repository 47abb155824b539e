import { defineConfig } from "vitest/config";

const at = (path: string): string => new URL(path, import.meta.url).pathname;

const resolve = {
  alias: {
    "@/": at("./app/"),
    // A marker for Next's bundler, which is not there to read it.
    "server-only": at("./node_modules/server-only/empty.js"),
  },
};

/**
 * Files share the two workers, and what is loaded once is not loaded again: half the time of the unit tests
 * goes into loading. So a file puts back what it changes of its process.
 */
const shared = { isolate: false, maxWorkers: 2 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          // A quarter less than in processes; those that start servers and databases have one of their own.
          pool: "threads",
          include: ["{models,db,server,app}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts", "node_modules/**"],
          // For a machine that does much else: a test that hangs is found in half a minute too.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
        resolve,
      },
      {
        test: {
          ...shared,
          name: "integration",
          include: ["{models,db,server,app}/**/*.integration.test.ts"],
          exclude: ["node_modules/**"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
        resolve,
      },
    ],
  },
});
