// `npm run up`: from a fresh clone to a running hospital. Plain JavaScript, because at the first
// start there is nothing installed that could run anything else.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { openLogFile } from "./setup/log-file.mjs";
import { makeFolder } from "./setup/make-folder.mjs";
import { ROOT, buildPages, installDependencies, requireNode } from "./setup/prepare.mjs";
import { SERVER_FLAGS } from "../node-flags.mjs";

requireNode();
console.log("\nWardcast: for demonstration and evaluation, not for clinical use.\n");
await installDependencies();
await buildPages();

// What is written from here on is patient data, passwords and the log; children inherit it.
process.umask(0o077);
const envFile = join(ROOT, ".env");
// Older than Node 20.12: then only the server reads the file, and DATA_DIR and SIMULATOR must be set for us.
if (existsSync(envFile)) process.loadEnvFile?.(envFile);
const nodeArgs = [...(existsSync(envFile) ? [`--env-file=${envFile}`] : []), "--import", "tsx"];
const dataDir = resolve(ROOT, process.env.DATA_DIR || ".data");
const log = openLogIn(dataDir);

const children = new Set();
let isReady = false;
let isStopping = false;

const server = start(SERVER_FLAGS, "server/main.ts", [], {
  // Started by hand as an evaluation, the embedded database is allowed; a deployment says
  // NODE_ENV=production itself and is held to its rules.
  NODE_ENV: process.env.NODE_ENV || "production",
  ...(process.env.NODE_ENV ? {} : { ALLOW_EMBEDDED_DATABASE: "1" }),
  // An evaluation is shown the demo hospital, also on a database server. What an .env file asks for
  // goes first; where we cannot read it, the server does.
  ...(process.env.NODE_ENV || (existsSync(envFile) && !process.loadEnvFile)
    ? {}
    : { HOSPITAL_PLAN: process.env.HOSPITAL_PLAN || "demo" }),
  DATA_DIR: dataDir,
});
server.on("message", (report) => {
  if (report.type === "progress") console.log(`  ${report.done ? "✓" : "…"} ${report.text}`);
  if (report.type === "ready") welcome(report);
});
server.once("exit", (code) => {
  if (!isStopping) console.error(`\nThe server stopped (${code}). Its log: ${log.path}`);
  stop(code ?? 1);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));

function openLogIn(folder) {
  try {
    makeFolder(folder);
    return openLogFile(join(folder, "server.log"));
  } catch (cause) {
    console.error(`DATA_DIR ${folder} cannot be used: ${cause.message}`);
    process.exit(1);
  }
}

function start(flags, script, args, env = {}) {
  const child = spawn(process.execPath, [...flags, ...nodeArgs, join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  child.stderr.on("data", (chunk) => log.write(chunk));
  createInterface({ input: child.stderr }).on("line", showUnlessLogged);
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** The log's lines are JSON. Anything else is meant for people: a bad setting, or why the start failed. */
function showUnlessLogged(line) {
  if (!isReady && line !== "" && !line.startsWith("{")) console.error(`  ${line}`);
}

function welcome({ url, mllp, accountsFile, accounts, logFile = log.path }) {
  isReady = true;
  console.log(`\n  Open      ${url}`);
  console.log(`  HL7 v2    mllp://${mllp}`);
  console.log(`  Log       ${logFile}`);
  if (accounts.length > 0) {
    console.log(`  Accounts  ${accountsFile} (only you can read it)\n`);
    const width = Math.max(...accounts.map(({ email }) => email.length));
    for (const { email, password, title } of accounts)
      console.log(`            ${email.padEnd(width)}  ${password.padEnd(24)}  ${title}`);
    console.log("\n  Codes     Every sign-in asks for a code beside the password:");
    console.log(`            npm run demo:code -- ${accounts[0].email}`);
  }
  if (process.env.SIMULATOR === "off") console.log("\n  Simulator off (SIMULATOR=off).");
  else startSimulator(mllp);
  console.log("\n  Ctrl-C stops everything; the data stays.\n");
}

function startSimulator(mllp) {
  const state = join(dataDir, "simulator.json");
  const simulator = start([], "server/cli/simulate.ts", ["--target", mllp, "--state", state]);
  simulator.once("exit", (code) => {
    if (!isStopping) console.error(`  The simulator stopped (${code}); the server goes on.`);
  });
}

/** Senders first, so that nothing is refused while the server finishes what it has in hand. */
async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  console.log("\n  Stopping …");
  for (const child of children) if (child !== server) await ended(child);
  if (children.has(server)) await ended(server);
  log.end(() => process.exit(code));
}

function ended(child) {
  return new Promise((done) => {
    child.once("exit", done);
    child.kill("SIGTERM");
    // Longer than the server gives itself.
    setTimeout(() => child.kill("SIGKILL"), 30_000).unref();
  });
}
