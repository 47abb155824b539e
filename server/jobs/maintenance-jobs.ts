import { dropAppointmentsBefore } from "#db/appointments";
import {
  checkpoint,
  dropOutlivedChunks,
  purgeBedCleanings,
  purgeForecastIssues,
  purgeMessageReceipts,
  purgeOutlooks,
  purgeRejectedObservations,
  purgeSettledMessages,
  purgeTechnicalAlarms,
  vacuumableTables,
  vacuumTable,
} from "#db/maintenance";
import { MS_PER_DAY } from "#models/shared/time-range";
import { compressChunks } from "./compress-chunks";
import type { Job, JobContext } from "./job";
import { refreshRollups } from "./refresh-rollups";

/** A sender that repeats a message after a month is not repeating it. */
const RECEIPT_DAYS = 30;

/** As long as the signs themselves are kept: what was refused beside them is patient data too. */
const REFUSED_DAYS = 90;

/** A year shows which probes and beds fail again and again. */
const TECHNICAL_DAYS = 365;

/** As long as forecast values are kept. */
const OUTLOOK_DAYS = 120;

/** Long enough for whoever asks what a shift was staffed for. */
const APPOINTMENT_DAYS = 90;

/** Two years show whether housekeeping became faster. */
const CLEANING_DAYS = 2 * 366;

type Purge = (pool: JobContext["pool"], before: Date) => Promise<number>;

/** A small portion at a time, until nothing older than `days` is left. */
async function purgeAll(
  purge: Purge,
  days: number,
  { pool, now, signal }: JobContext,
): Promise<number> {
  const before = new Date(now.getTime() - days * MS_PER_DAY);
  let purged = 0;
  for (let some = 1; some > 0 && !signal.aborted; purged += some) some = await purge(pool, before);
  return purged;
}

const purgeReceipts: Job = {
  name: "purge-message-receipts",
  schedule: "0 17 3 * * *",
  async run(context) {
    const purged = await purgeAll(purgeMessageReceipts, RECEIPT_DAYS, context);
    return purged > 0 ? { purged } : undefined;
  },
};

/** Refused values, and refused messages somebody has dealt with. One that waits is kept until then. */
const purgeRefused: Job = {
  name: "purge-refused",
  schedule: "0 27 3 * * *",
  async run(context) {
    const values = await purgeAll(purgeRejectedObservations, REFUSED_DAYS, context);
    const messages = await purgeAll(purgeSettledMessages, REFUSED_DAYS, context);
    return values + messages > 0 ? { values, messages } : undefined;
  },
};

const purgeAppointments: Job = {
  name: "purge-appointments",
  schedule: "0 32 3 * * *",
  async run({ pool, now }) {
    const before = new Date(now.getTime() - APPOINTMENT_DAYS * MS_PER_DAY);
    const purged = await dropAppointmentsBefore(pool, before);
    return purged > 0 ? { purged } : undefined;
  },
};

const purgeTechnical: Job = {
  name: "purge-technical-alarms",
  schedule: "0 37 3 * * *",
  async run(context) {
    const purged = await purgeAll(purgeTechnicalAlarms, TECHNICAL_DAYS, context);
    return purged > 0 ? { purged } : undefined;
  },
};

const purgeCapacity: Job = {
  name: "purge-capacity",
  schedule: "0 52 3 * * *",
  async run(context) {
    const outlooks = await purgeAll(purgeOutlooks, OUTLOOK_DAYS, context);
    const forecasts = await purgeAll(purgeForecastIssues, OUTLOOK_DAYS, context);
    const cleanings = await purgeAll(purgeBedCleanings, CLEANING_DAYS, context);
    return outlooks + forecasts + cleanings > 0 ? { outlooks, forecasts, cleanings } : undefined;
  },
};

/** 15 s of 7,000 signs a second are about 20 MB of log: a tenth of a second here, half a second of recovery. */
const writeCheckpoint: Job = {
  name: "checkpoint",
  schedule: "7,22,37,52 * * * * *",
  async run({ pool }) {
    await checkpoint(pool);
    return undefined;
  },
};

const dropChunks: Job = {
  name: "drop-outlived-chunks",
  schedule: "0 43 * * * *",
  async run({ pool }) {
    await dropOutlivedChunks(pool);
    return undefined;
  },
};

const vacuum: Job = {
  name: "vacuum",
  schedule: "45 */30 * * * *",
  async run({ pool, signal }) {
    for (const table of await vacuumableTables(pool)) {
      if (!signal.aborted) await vacuumTable(pool, table);
    }
    return undefined;
  },
};

/** A TimescaleDB server does most of it by itself; the embedded one has nobody but us. */
export const maintenanceJobs = ({ embedded }: { embedded: boolean }): Job[] =>
  embedded
    ? [
        purgeReceipts,
        purgeRefused,
        purgeAppointments,
        purgeTechnical,
        purgeCapacity,
        writeCheckpoint,
        refreshRollups,
        compressChunks,
        dropChunks,
        vacuum,
      ]
    : [purgeReceipts, purgeRefused, purgeAppointments, purgeTechnical, purgeCapacity];
