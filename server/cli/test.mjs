// `npm test`: prepares what it needs, runs every check, and ends in one line of totals.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { createRequire } from "node:module";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, buildPages, installDependencies, requireNode, step } from "./setup/prepare.mjs";

/** A folder that Linux keeps in memory. */
const MEMORY = "/dev/shm";
const NEEDED_BYTES = 2 * 2 ** 30;

requireNode();
await installDependencies();

const scratch = mkdtempSync(join(isRoomInMemory() ? MEMORY : tmpdir(), "wardcast-test-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const bin = (name, ...args) => [process.execPath, [join(ROOT, "node_modules", name), ...args]];
const vitest = (project, report) =>
  bin(
    "vitest/vitest.mjs",
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  );

/** Each of these keeps one core busy at most: they run side by side. */
const reading = [
  { name: "format", command: bin("prettier/bin/prettier.cjs", "--check", ".") },
  { name: "lint", command: bin("eslint/bin/eslint.js", "--max-warnings=0", ".") },
  { name: "types", command: bin("typescript/bin/tsc", "--noEmit") },
];
const quick = [
  {
    name: "unit",
    report: "unit.json",
    command: (file) => vitest("unit", file),
    read: vitestTotals,
  },
];
const thorough = [
  {
    name: "dependencies",
    report: "dependencies.json",
    command: (file) => [
      process.execPath,
      [join(ROOT, "server", "cli", "check-dependencies.mjs"), file],
    ],
    read: (totals) => totals,
  },
  {
    name: "integration",
    report: "integration.json",
    command: (file) => vitest("integration", file),
    read: vitestTotals,
  },
  {
    name: "end-to-end",
    report: "end-to-end.json",
    before: async () => {
      await buildPages();
      await requireBrowser();
    },
    command: () => bin("@playwright/test/cli.js", "test", "--config=e2e/playwright.config.ts"),
    env: (file) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
    read: playwrightTotals,
  },
];

const stages = process.argv.includes("--quick") ? quick : [...quick, ...thorough];
const totals = { passed: 0, failed: 0, skipped: 0 };
const asRead = await Promise.all(reading.map((stage) => run(stage, { isHeldBack: true })));
for (const result of asRead) add(result);
for (const stage of stages) add(await run(stage));

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

/**
 * A database is fifteen hundred small files, and a hundred are made and thrown away: on a disk, that is a minute
 * and a half. A container may have next to no memory there, and a small machine none to spare.
 */
function isRoomInMemory() {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > NEEDED_BYTES && freemem() > 2 * NEEDED_BYTES;
}

/**
 * A stage that dies without its report has failed, whatever it had printed until then. What one that is
 * held back prints is shown when it is done, so that stages side by side do not mix their words.
 */
async function run(stage, { isHeldBack = false } = {}) {
  const heading = `\n── ${stage.name}`;
  if (!isHeldBack) console.log(heading);
  await stage.before?.();
  const file = stage.report ? join(scratch, stage.report) : undefined;
  const [command, args] = typeof stage.command === "function" ? stage.command(file) : stage.command;
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ["ignore", isHeldBack ? "pipe" : "inherit", isHeldBack ? "pipe" : "inherit"],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      TMPDIR: scratch,
      ...stage.env?.(file),
    },
  });
  const printed = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => printed.push(chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (isHeldBack) console.log(`${heading}\n${Buffer.concat(printed).toString()}`);

  if (!stage.read) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = stage.read(JSON.parse(readFileSync(file, "utf8")));
  const hasHiddenFailure = code !== 0 && result.failed === 0;
  return hasHiddenFailure ? { ...result, failed: 1 } : result;
}

function add({ passed, failed, skipped }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

/** A file that could not even be loaded has no tests to count: it counts as one failure. */
function vitestTotals({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests };
}

function playwrightTotals({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** A browser of the system's, or Playwright's own, fetched where that is possible. */
async function requireBrowser() {
  const candidates = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  if (candidates.some((path) => path && existsSync(path))) return;

  const { chromium } = createRequire(join(ROOT, "package.json"))("playwright-core");
  if (existsSync(chromium.executablePath())) return;
  await step("Fetching a browser", bin("playwright-core/cli.js", "install", "chromium"));
}
