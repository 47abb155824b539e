// `npm run test:hostile`: a hundred thousand random and mutated requests and socket payloads.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readArguments } from "../server/cli/arguments";
import { formatDuration, progressLine } from "../server/progress-line";
import { createPrincipals, type Principal } from "./access/principals";
import { placeOf } from "./access/place";
import { Hospital } from "./fixtures/hospital";
import { WIDE_LIMITS } from "./fixtures/wide-limits";
import { campaign } from "./hostile/campaign";
import type { Finding } from "./hostile/judge";
import { SocketPool } from "./hostile/socket-pool";

const USAGE = `npm run test:hostile -- [options]
  --requests n   how many requests and socket payloads (100000)
  --seed n       of the generator; a run prints its own (random)
  --json         one JSON object as the last line`;

const Options = z.object({
  requests: z.coerce.number().int().min(100).max(10_000_000),
  seed: z.coerce.number().int().min(0).max(2_147_483_647),
  json: z.boolean(),
});

/** A family name that nobody but the patient's own nurses may read. */
const PRIVATE_NAME = "Qvistgaardsen";
const IN_FLIGHT = 24;
const MOST_SHOWN = 40;
const ROOT = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<void> {
  const { values } = readArguments(
    {
      options: {
        requests: { type: "string", default: "100000" },
        seed: { type: "string", default: String(Math.floor(Math.random() * 2_147_483_647)) },
        json: { type: "boolean", default: false },
      },
    },
    USAGE,
  );
  const { requests, seed, json } = Options.parse(values);
  console.log(`${requests} requests and payloads, seed ${seed}`);

  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const hospital = await Hospital.open(WIDE_LIMITS);
  const line = progressLine(process.stdout, Date.now);
  try {
    const { summary, findings } = await attack(hospital, {
      requests,
      seed,
      line,
      signal: stop.signal,
    });
    line.end();
    report(findings);
    console.log(summary.text);
    if (json) console.log(JSON.stringify({ seed, ...summary.figures, findings: findings.length }));
    process.exitCode = findings.length === 0 && !stop.signal.aborted ? 0 : 1;
  } finally {
    await hospital.close();
  }
}

async function attack(
  hospital: Hospital,
  {
    requests,
    seed,
    line,
    signal,
  }: { requests: number; seed: number; line: ReturnType<typeof progressLine>; signal: AbortSignal },
) {
  const place = await placeOf(hospital, { unitCode: "SDU", bedLabel: "19" }, { isOwn: true });
  await hospital.bedside.admit("CICU", "15", PRIVATE_NAME);
  const everybody = await createPrincipals(hospital, place.unitId);
  const principals = everybody.filter(isPartOfIt);
  const gatewayToken = execFileSync(
    process.execPath,
    ["--import", "tsx", "server/cli/gateway.ts", "add", "hostile", "--data-dir", hospital.dataDir],
    { cwd: ROOT, encoding: "utf8" },
  )
    .match(/wcg_[\w-]+/)
    ?.at(0);
  if (!gatewayToken) throw new Error("no gateway was added");

  const pid = hospital.pid;
  const sockets = new SocketPool(hospital.url);
  const startedAt = Date.now();
  const result = await campaign({
    url: hospital.url,
    place,
    principals,
    sockets,
    gatewayToken,
    secrets: secretsOf(hospital),
    attempts: requests,
    seed,
    inFlight: IN_FLIGHT,
    signal,
    onProgress: (done) => line.update(`${done} of ${requests}`, done / requests),
  });
  sockets.close();

  const findings = [...result.findings, ...(await afterwards(hospital, pid))];
  const took = Date.now() - startedAt;
  const answers = Object.entries(result.answers).sort(([, a], [, b]) => b - a);
  const text =
    `${result.attempts} attempts in ${formatDuration(took)}, as ${principals.length} people: ` +
    answers.map(([answer, count]) => `${answer} ${count}`).join(", ") +
    `. ${findings.length} findings: ${findings.length === 0 ? "passed" : "FAILED"}`;
  return {
    findings,
    summary: {
      text,
      figures: { attempts: result.attempts, answers: result.answers, byKind: result.byKind },
    },
  };
}

/** Each role once as itself, and those who should get nowhere. */
const isPartOfIt = ({ role, state }: Principal): boolean =>
  state === "live" || (role === "charge-nurse" && state !== "stale");

function secretsOf(hospital: Hospital): Map<string, string> {
  const secret = readFileSync(join(hospital.dataDir, "session-secret"), "utf8").trim();
  return new Map([
    ["the session secret", secret],
    ["the database's address", new URL(hospital.databaseUrl()).password],
    ["a patient of another unit", PRIVATE_NAME],
  ]);
}

/** The same process, still well, and nothing in its log that broke. */
async function afterwards(hospital: Hospital, pid: number | undefined): Promise<Finding[]> {
  const findings: Finding[] = [];
  const found = (what: string, detail: string) =>
    findings.push({ what, where: "afterwards", detail });

  if (hospital.pid !== pid) found("the server died", "another process answers");
  const ready = await fetch(`${hospital.url}/api/ready`).catch(() => undefined);
  if (ready?.status !== 200) found("not ready", `answered with ${ready?.status ?? "nothing"}`);
  const broken = hospital
    .log()
    .split("\n")
    .filter((entry) => /"level":(50|60)\b|unhandled|uncaught|TypeError|RangeError/i.test(entry));
  for (const entry of broken.slice(0, MOST_SHOWN))
    found("an error in the log", entry.slice(0, 400));
  return findings;
}

function report(findings: readonly Finding[]): void {
  const counted = new Map<string, { first: Finding; count: number }>();
  for (const finding of findings) {
    const kind = `${finding.what} at ${finding.where.split(":")[0] ?? ""}`;
    const known = counted.get(kind);
    counted.set(kind, { first: known?.first ?? finding, count: (known?.count ?? 0) + 1 });
  }
  for (const [kind, { first, count }] of [...counted].slice(0, MOST_SHOWN))
    console.log(`${count} × ${kind}\n    ${first.where}\n    ${first.detail}`);
}

main().catch((cause: unknown) => {
  console.error(cause instanceof z.ZodError ? `${z.prettifyError(cause)}\n\n${USAGE}` : cause);
  process.exit(1);
});
