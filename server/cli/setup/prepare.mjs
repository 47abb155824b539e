// Plain JavaScript with nothing but Node's own modules: it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const BUILD_INPUTS = ["app", "models", "db", "public"];
const BUILD_FILES = [
  "package-lock.json",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation-client.ts",
];

/** Stops with a sentence when Node is too old, before some dependency fails with a worse one. */
export function requireNode(major = 20, minor = 9) {
  const [actualMajor = 0, actualMinor = 0] = process.versions.node.split(".").map(Number);
  if (actualMajor > major || (actualMajor === major && actualMinor >= minor)) return;
  console.error(
    `Wardcast needs Node ${major}.${minor} or later; this is ${process.versions.node}. Install a newer one from nodejs.org and run the command again.`,
  );
  process.exit(1);
}

/** Installs the locked dependencies when they are missing or another lock file's. */
export async function installDependencies() {
  const stamp = join(ROOT, "node_modules", ".wardcast-lock");
  const lock = digestOf([join(ROOT, "package-lock.json")]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;

  await step("Installing dependencies", npm(["ci", "--no-audit", "--no-fund"]));
  writeFileSync(stamp, lock);
}

/** Builds the pages when a file they are made of has changed since the last build. */
export async function buildPages() {
  const stamp = join(ROOT, ".next", ".wardcast-build");
  const sources = digestOf([
    ...BUILD_INPUTS.flatMap((folder) => filesUnder(join(ROOT, folder))),
    ...BUILD_FILES.map((file) => join(ROOT, file)),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;

  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  await step("Building the pages", [process.execPath, [next, "build"]], {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
  writeFileSync(stamp, sources);
}

/** `npm` is a script on Windows and a program elsewhere; npm tells its children where it lives. */
const npm = (args) =>
  process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : ["npm", args, { shell: process.platform === "win32" }];

/** Runs one long step with its elapsed time on screen; its output is shown only if it fails. */
export async function step(title, [command, args, options = {}], env = {}) {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const isTerminal = Boolean(process.stdout.isTTY);
  const show = () => isTerminal && process.stdout.write(`\r  … ${title}, ${seconds()} `);
  if (!isTerminal) console.log(`  … ${title}`);
  show();
  const timer = setInterval(show, 1000);

  const output = [];
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => {
    child.once("error", (cause) => {
      output.push(Buffer.from(String(cause)));
      resolve(1);
    });
    child.once("close", resolve);
  });

  clearInterval(timer);
  if (isTerminal) process.stdout.write("\r\x1b[K");
  if (code === 0) return console.log(`  ✓ ${title}, ${seconds()}`);

  console.error(`  ✗ ${title} failed after ${seconds()}:\n`);
  console.error(Buffer.concat(output).toString().split("\n").slice(-40).join("\n"));
  process.exit(1);
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digestOf(files) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const file of files) if (existsSync(file)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}
