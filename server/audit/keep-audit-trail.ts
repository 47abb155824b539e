import { createAuditTrail } from "#db/audit";
import { isContentFault } from "#db/database-fault";
import { createPool } from "#db/pool";
import type pg from "pg";
import type { AuditAction, AuditEvent, AuditTrail } from "#models/audit/audit-event";
import { auditJobs } from "../jobs/audit-jobs";
import { scheduleJobs } from "../jobs/schedule";
import { createStoreQueue } from "../live/store-queue";
import type { Logger } from "../logger";
import { naming } from "../setting-failure";
import { prepareAnchorFolder } from "./anchor-log";
import { openSigningKey } from "./signing-key";
import { writeAnchor } from "./write-anchor";

/** The trail as the server's parts use it. */
export interface ServerAuditTrail extends AuditTrail {
  /** For what nobody waits for: kept in memory until the database takes it. */
  note(event: AuditEvent): void;
}

export interface KeptAuditTrail extends ServerAuditTrail {
  /** Records the stop, stores what still waits, and anchors where the trail ends. */
  stop(): Promise<void>;
}

export interface AuditTrailSettings {
  /** What records. */
  pool: pg.Pool;
  /** The owner of the tables, who alone can read the records. */
  ownerUrl: string;
  anchorFolder: string;
  signingKeyFile: string | undefined;
  dataDir: string;
  timeZone: string;
  log: Logger;
}

const NOTES_PER_RECORD = 200;
const MOST_NOTES = 50_000;
const RETRY_MS = 1_000;

/** Opens the trail, with the jobs that anchor and verify it, and records the start. */
export async function keepAuditTrail(settings: AuditTrailSettings): Promise<KeptAuditTrail> {
  const { pool, ownerUrl, anchorFolder, signingKeyFile, dataDir, timeZone, log } = settings;
  const key = await naming(
    signingKeyFile ? `AUDIT_SIGNING_KEY_FILE ${signingKeyFile}` : `DATA_DIR ${dataDir}`,
    openSigningKey({ file: signingKeyFile, dataDir }),
  );
  await naming(`AUDIT_ANCHOR_DIR ${anchorFolder}`, prepareAnchorFolder(anchorFolder, key));

  const trail = createAuditTrail(pool);
  const notes = createNotes(trail, log);
  await trail.record(systemEvent("system:started"));

  const owner = createPool(ownerUrl, { max: 2 });
  owner.on("error", (cause) => log.warn({ cause }, "idle database connection lost"));
  const jobs = scheduleJobs(
    auditJobs({ trail, anchorFolder, signingKey: key, log }),
    { pool: owner },
    { timeZone, log },
  );
  return {
    record: trail.record,
    note: notes.add,
    async stop() {
      await jobs.stop();
      try {
        await notes.drain();
        await trail.record(systemEvent("system:stopped"));
        await writeAnchor({ db: owner, trail, folder: anchorFolder, key, now: () => new Date() });
      } finally {
        notes.stop();
        await trail.drain();
        await owner.end();
      }
    },
  };
}

/** Something that the system did by itself. */
export const systemEvent = (
  action: AuditAction,
  details?: NonNullable<AuditEvent["details"]>,
): AuditEvent => ({
  occurredAt: new Date(),
  action,
  outcome: "permitted",
  actor: { kind: "system" },
  basis: "system",
  ...(details && { details }),
});

const createNotes = (trail: AuditTrail, log: Logger) =>
  createStoreQueue<AuditEvent>({
    store: (batch) => trail.record(...batch),
    batchSize: NOTES_PER_RECORD,
    limit: MOST_NOTES,
    retryMs: RETRY_MS,
    isContentFault: (cause) => cause instanceof Error && isContentFault(cause.cause),
    onRefused: (cause) =>
      log.error({ cause }, "an audit record that cannot be stored was given up"),
    onFailed: (cause) =>
      log.error({ cause }, "audit records could not be stored; they are kept and tried again"),
    onDropped: (count) => log.error({ count }, "audit records dropped: too many wait"),
  });
