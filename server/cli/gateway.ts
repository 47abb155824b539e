// `npm run gateway`: who may post to /api/ingest/vitals, and by which certificate a sender is known.
import {
  type ListedGateway,
  addGateway,
  bindCertificate,
  listGateways,
  revokeGateway,
  rotateGatewayToken,
} from "#db/gateways";
import {
  LONGEST_TOKEN_LIFETIME_DAYS,
  LONGEST_TOKEN_OVERLAP_HOURS,
  TOKEN_LIFETIME_DAYS,
  TOKEN_OVERLAP_HOURS,
  parseFingerprint,
  stateOfToken,
} from "#models/access/gateway-token";
import { AppError } from "#models/shared/errors";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, openDatabaseOrExit } from "./database-option";

const USAGE = `npm run gateway -- list
npm run gateway -- add NAME           prints its token, once
npm run gateway -- rotate NAME        prints a new token; the old one goes on for a while
npm run gateway -- revoke NAME        refused at once, for good
npm run gateway -- certificate NAME FINGERPRINT|none
  --days N           how long a new token lives (${TOKEN_LIFETIME_DAYS})
  --overlap-hours N  how long the old one goes on after a rotation (${TOKEN_OVERLAP_HOURS}); 0 ends it at once
${DATABASE_USAGE}`;

const { values, positionals } = readArguments(
  {
    options: {
      ...DATABASE_OPTIONS,
      days: { type: "string", default: String(TOKEN_LIFETIME_DAYS) },
      "overlap-hours": { type: "string", default: String(TOKEN_OVERLAP_HOURS) },
    },
    allowPositionals: true,
  },
  USAGE,
);
const [command, name, fingerprint] = positionals;
type Pool = ReturnType<typeof openDatabaseOrExit>;

const ONCE = "This token is shown once and stored nowhere: keep it now.";

function numberOf(option: "days" | "overlap-hours", low: number, high: number): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= low && number <= high) return number;
  throw new AppError("invalid-input", `--${option} must be a whole number from ${low} to ${high}`);
}

async function list(pool: Pool): Promise<string> {
  const now = new Date();
  const gateways = await listGateways(pool, now);
  if (gateways.length === 0) return "there is no gateway";
  return gateways.map((gateway) => lineOf(gateway, now)).join("\n");
}

function lineOf(gateway: ListedGateway, now: Date): string {
  const { disabledAt, certificateSha256 } = gateway;
  const tokens = gateway.tokens.map((token) => {
    const used = token.lastUsedAt ? `used ${token.lastUsedAt.toISOString()}` : "never used";
    return `${stateOfToken(token, now)} until ${token.expiresAt.toISOString()}, ${used}`;
  });
  return [
    gateway.name,
    `since ${gateway.createdAt.toISOString()}`,
    disabledAt ? `revoked ${disabledAt.toISOString()}` : tokens.join("; "),
    certificateSha256 ? `certificate ${certificateSha256}` : "no certificate",
  ].join("\t");
}

async function rotate(pool: Pool, gateway: string): Promise<string> {
  const life = {
    lifetimeDays: numberOf("days", 1, LONGEST_TOKEN_LIFETIME_DAYS),
    overlapHours: numberOf("overlap-hours", 0, LONGEST_TOKEN_OVERLAP_HOURS),
  };
  const token = await rotateGatewayToken(pool, gateway, life);
  if (!token) return notInUse(gateway);
  const old =
    life.overlapHours === 0
      ? "The old token has ended."
      : `The old token goes on for ${life.overlapHours} h at most.`;
  return `${token}\n${ONCE} ${old}`;
}

async function certificate(pool: Pool, gateway: string, text: string): Promise<string> {
  const sha256 = text === "none" ? null : parseFingerprint(text);
  if (sha256 === undefined)
    throw new AppError("invalid-input", "a SHA-256 fingerprint has 64 hexadecimal digits");
  if (!(await bindCertificate(pool, gateway, sha256))) return notInUse(gateway);
  return sha256 ? `${gateway} is known by ${sha256}` : `${gateway} is known by its token alone`;
}

function notInUse(gateway: string): string {
  process.exitCode = 1;
  return `no gateway ${gateway} in use`;
}

async function run(pool: Pool): Promise<string | undefined> {
  if (command === "list") return list(pool);
  if (!name) return undefined;
  if (command === "add") {
    const lifetimeDays = numberOf("days", 1, LONGEST_TOKEN_LIFETIME_DAYS);
    return `${await addGateway(pool, name, { lifetimeDays })}\n${ONCE}`;
  }
  if (command === "rotate") return rotate(pool, name);
  if (command === "revoke")
    return (await revokeGateway(pool, name)) ? `${name} is revoked` : notInUse(name);
  if (command === "certificate" && fingerprint) return certificate(pool, name, fingerprint);
  return undefined;
}

const pool = openDatabaseOrExit(values);
try {
  const output = await run(pool);
  console.log(output ?? USAGE);
  if (output === undefined) process.exitCode = 2;
} catch (cause) {
  const isConflict = cause instanceof AppError && cause.code === "conflict";
  const message = cause instanceof Error ? cause.message : String(cause);
  console.error(isConflict ? `there is already ${message}` : message);
  process.exitCode = 1;
} finally {
  await pool.end();
}
