// `npm run keys:rotate`: a new key for what names patients, while the system runs.
import { createAuditTrail } from "#db/audit";
import { openKeyring } from "#db/encryption/keyring";
import { createPool } from "#db/pool";
import { rotateDataKeys, rotateMasterKey } from "../keys/rotate-keys";
import { progressLine } from "../progress-line";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseUrl } from "./database-option";
import { MASTER_KEY_USAGE, masterKeys } from "./master-key-option";

const USAGE = `npm run keys:rotate -- [options]
  Makes a new data key, seals every name and number with it, and retires the older keys. The system
  may run meanwhile. Interrupted, it is finished by running it again.
  --master           instead, wraps the data keys under a new master key: set MASTER_KEY_FILE to the
                     new one and MASTER_KEY_PREVIOUS_FILE to the one before (or either's other forms)
  --json             one JSON object as the last line
${DATABASE_USAGE}
${MASTER_KEY_USAGE}`;

const { values } = readArguments(
  {
    options: {
      ...DATABASE_OPTIONS,
      master: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
const line = progressLine(process.stderr, Date.now);

type Pool = ReturnType<typeof createPool>;
type Trail = ReturnType<typeof createAuditTrail>;

async function rotateMaster(pool: Pool, audit: Trail): Promise<object> {
  const { master, previous } = await masterKeys(values);
  if (!previous)
    throw new Error("MASTER_KEY_PREVIOUS_FILE is not set: it names the master key to be replaced");
  const ports = { pool, audit, now: () => new Date() };
  const rotation = await rotateMasterKey(ports, { master, previous });
  line.say(
    `${rotation.rewrapped} data keys are wrapped under master key ${master.id} now. Start the server ` +
      `with it from now on; the one before still opens backups made until today.`,
  );
  return { masterKeyId: master.id, ...rotation };
}

async function rotateData(pool: Pool, audit: Trail): Promise<object> {
  const { master, previous } = await masterKeys(values);
  const keyring = await openKeyring(pool, master, { previous });
  try {
    const rotation = await rotateDataKeys(
      { pool, audit, now: () => new Date() },
      { keyring, master },
      {
        signal: stop.signal,
        onProgress: ({ resealed, total }) =>
          line.update(
            `${resealed} of ${total} values sealed anew`,
            total === 0 ? 1 : resealed / total,
          ),
      },
    );
    const { version, isNew, resealed, retired, broken } = rotation;
    line.say(
      `Key ${version}${isNew ? "" : ", of an interrupted run,"} seals everything now: ${resealed} values ` +
        `sealed anew, ${retired.length === 0 ? "no key" : `key ${retired.join(", ")}`} retired.`,
    );
    if (broken > 0) {
      line.say(
        `${broken} values do not open under any key and were left: the server's log names each when it ` +
          `is looked at. Restore them from a backup.`,
      );
      process.exitCode = 1;
    }
    return rotation;
  } finally {
    keyring.stop();
  }
}

let pool: Pool | undefined;
let trail: Trail | undefined;
try {
  pool = createPool(databaseUrl(values), { max: 2 });
  trail = createAuditTrail(pool);
  const rotation = await (values.master ? rotateMaster(pool, trail) : rotateData(pool, trail));
  if (values.json) console.log(JSON.stringify(rotation));
} catch (cause) {
  const isInterrupted = stop.signal.aborted;
  const reason = cause instanceof Error ? cause.message : String(cause);
  line.say(isInterrupted ? "Interrupted: run it again, and it goes on." : reason);
  process.exitCode = 1;
} finally {
  line.end();
  await trail?.drain();
  await pool?.end();
}
