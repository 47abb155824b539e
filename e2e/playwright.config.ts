import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/browser";

export default defineConfig({
  testDir: "./specs",
  outputDir: "../test-results",
  // Each worker has a hospital of its own, in which the journeys of one file run one after the other.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    // A third of all the time goes into traces; `E2E_TRACE=1` asks for those of failures.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: browserOptions(),
  },
});
