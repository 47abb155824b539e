// `npm run quarantine`: look at refused messages, correct them, send them again, or give them up.
import { readFileSync } from "node:fs";
import type { Identifiers } from "#db/encryption/identifiers";
import { openKeyring } from "#db/encryption/keyring";
import {
  MOST_HELD,
  countOpenMessages,
  discardQuarantined,
  findQuarantined,
  listQuarantined,
  markReplayed,
} from "#db/quarantine";
import { parseTarget } from "../senders/target";
import { sendOnce } from "../hl7/send-once";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, openDatabaseOrExit } from "./database-option";
import { MASTER_KEY_USAGE, masterKeys } from "./master-key-option";

const USAGE = `npm run quarantine -- list
npm run quarantine -- show ID              the message itself: patient data
npm run quarantine -- replay ID [--file corrected.hl7] [--target host:port]
npm run quarantine -- discard ID --reason "why"
  --target host:port the MLLP door of the running server (127.0.0.1:2575)
  --by NAME          who does this, for the record (operator)
${DATABASE_USAGE}
${MASTER_KEY_USAGE}`;

const { values, positionals } = readArguments(
  {
    options: {
      ...DATABASE_OPTIONS,
      file: { type: "string" },
      target: { type: "string", default: "127.0.0.1:2575" },
      reason: { type: "string" },
      by: { type: "string", default: "operator" },
    },
    allowPositionals: true,
  },
  USAGE,
);
const [command, quarantineId = ""] = positionals;
type Pool = ReturnType<typeof openDatabaseOrExit>;

async function list(pool: Pool): Promise<string> {
  const messages = await listQuarantined(pool);
  if (messages.length === 0) return "nothing is held";
  const open = await countOpenMessages(pool);
  const lines = messages.map(({ quarantineId: id, receivedAt, sender, controlId, type, ...held }) =>
    [
      id,
      receivedAt.toISOString(),
      type ?? "?",
      sender || "?",
      controlId ?? "?",
      `${held.reason} ${held.segment ?? ""}${held.field === null ? "" : `-${held.field}`}`.trim(),
      `${held.repetitions + 1}×`,
      held.status,
    ].join("\t"),
  );
  const room = open < MOST_HELD ? "" : ": no other is kept until some are settled";
  return [...lines, `${messages.length} of ${open} shown${room}`].join("\n");
}

/** Opens the keys only for what needs them: a list shows nothing that is sealed. */
async function findMessage(pool: Pool) {
  return withIdentifiers(pool, (identifiers) => findQuarantined(pool, identifiers, quarantineId));
}

async function withIdentifiers<T>(
  pool: Pool,
  work: (identifiers: Identifiers) => Promise<T>,
): Promise<T> {
  const { master, previous } = await masterKeys(values);
  const keyring = await openKeyring(pool, master, { previous });
  return work(keyring.identifiers).finally(keyring.stop);
}

function requireContent({ content }: { content: string | null }): string {
  if (content !== null) return content;
  throw new Error(
    `message ${quarantineId} cannot be opened: it was changed or moved in the database, or sealed with a key that is gone`,
  );
}

async function show(pool: Pool): Promise<string> {
  const found = await findMessage(pool);
  if (!found) return `there is no message ${quarantineId}`;
  return requireContent(found).replace(/\r\n?/g, "\n");
}

async function replay(pool: Pool): Promise<string> {
  const found = await findMessage(pool);
  if (!found) return `there is no message ${quarantineId}`;
  if (found.status === "replayed" || found.status === "discarded") {
    process.exitCode = 1;
    return `message ${quarantineId} is ${found.status} already`;
  }
  // An editor ends lines its own way; HL7 ends segments with a carriage return.
  const content = values.file
    ? readFileSync(values.file, "utf8").replace(/\r?\n/g, "\r")
    : requireContent(found);
  const answer = await sendOnce(parseTarget(values.target), content);
  const code = /\rMSA\|(\w\w)/.exec(answer)?.[1] ?? "";
  if (code !== "AA" && code !== "CA") {
    process.exitCode = 1;
    return `refused again: ${answer.replace(/\r/g, "\n").trim()}`;
  }
  await markReplayed(pool, quarantineId, values.by);
  return `${code}: message ${quarantineId} went through`;
}

async function discard(pool: Pool): Promise<string | undefined> {
  if (!values.reason) return undefined;
  const settled = await discardQuarantined(pool, quarantineId, `${values.by}: ${values.reason}`);
  return settled ? `message ${quarantineId} is discarded` : `message ${quarantineId} is not held`;
}

async function run(pool: Pool): Promise<string | undefined> {
  if (command === "list") return list(pool);
  if (!/^\d{1,18}$/.test(quarantineId)) return undefined;
  if (command === "show") return show(pool);
  if (command === "replay") return replay(pool);
  if (command === "discard") return discard(pool);
  return undefined;
}

const pool = openDatabaseOrExit(values);
try {
  const output = await run(pool);
  console.log(output ?? USAGE);
  if (output === undefined) process.exitCode = 2;
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
} finally {
  await pool.end();
}
