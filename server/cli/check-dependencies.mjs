// `npm run check:dependencies`: what is installed may be used, and nothing shipped is known to be unsafe.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  isAuditAnswer,
  isLicenceAllowed,
  spdxOf,
  stoppingAdvisories,
} from "./setup/dependency-rules.mjs";
import { ROOT } from "./setup/prepare.mjs";

const AUDIT_WITHIN_MS = 60_000;

const totals = { passed: 0, failed: 0, skipped: 0 };
checkLicences();
checkVulnerabilities();
const report = process.argv[2];
if (report) writeFileSync(report, JSON.stringify(totals));
process.exitCode = totals.failed > 0 ? 1 : 0;

/** Of everything in the lock file: what is for other systems and not installed is judged by the lock. */
function checkLicences() {
  const { packages } = readJson(join(ROOT, "package-lock.json"));
  const refused = [];
  let count = 0;
  for (const [path, locked] of Object.entries(packages)) {
    if (path === "") continue;
    const file = join(ROOT, path, "package.json");
    const { license, licenses } = existsSync(file) ? readJson(file) : locked;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const licence = license ?? licenses ?? locked.license;
    count += 1;
    if (!isLicenceAllowed(name, licence)) refused.push(`${name}: ${spdxOf(licence) || "none"}`);
  }
  for (const line of refused) console.error(`  licence not allowed: ${line}`);
  settle("licences", refused.length === 0, `${count} packages`);
}

/** Only where the registry answers; a check that was not made is not a check that passed. */
function checkVulnerabilities() {
  const audit = auditOf(["--omit=dev"]);
  if (!isAuditAnswer(audit)) {
    totals.skipped += 1;
    const why = audit?.message ?? "no answer";
    console.log(`  – vulnerabilities: SKIPPED, the registry does not say (${why})`);
    return;
  }
  const stopping = stoppingAdvisories(audit, new Date());
  for (const line of stopping) console.error(`  vulnerable: ${line}`);
  const { metadata } = audit;
  const known = Object.entries(metadata?.vulnerabilities ?? {})
    .filter(([severity, count]) => severity !== "total" && count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  settle("vulnerabilities", stopping.length === 0, known.join(", ") || "none known");
}

function auditOf(options) {
  const npm = process.env.npm_execpath;
  const args = ["audit", "--json", ...options];
  const { stdout } = spawnSync(npm ? process.execPath : "npm", npm ? [npm, ...args] : args, {
    cwd: ROOT,
    encoding: "utf8",
    timeout: AUDIT_WITHIN_MS,
    maxBuffer: 64 * 1024 * 1024,
    shell: !npm && process.platform === "win32",
  });
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined; // npm that says nothing has not checked anything
  }
}

function settle(name, isPassed, detail) {
  totals[isPassed ? "passed" : "failed"] += 1;
  console.log(`  ${isPassed ? "✓" : "✗"} ${name}: ${detail}`);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
