import type pg from "pg";
import { type Refusal, refusal } from "#models/messages/refusal";
import type { EncounterId } from "#models/shared/ids";
import { type Result, err, ok } from "#models/shared/result";
import { settleBeds } from "#db/bed-findings";
import { lockBedMoves } from "#db/bed-statuses";
import { databaseFault, isContentFault } from "#db/database-fault";
import { type AdtEvent, AdtRefused, applyAdtEvent, recordReceipt } from "#db/encounters";
import type { Identifiers } from "#db/encryption/identifiers";
import { inTransaction } from "#db/transaction";

export interface Receipt {
  sender: string;
  controlId: string;
  type: string;
  digest: Buffer;
}

/** Two messages may race for one bed; the constraint decides, and its name says what was lost. */
const LOST_RACES: Readonly<Record<string, Refusal>> = {
  one_patient_per_bed: refusal("bed-occupied", "PV1", 3),
  one_bed_per_patient: refusal("out-of-sequence", "PV1", 3),
  one_active_encounter_per_patient: refusal("already-admitted", "PID", 3),
};

/**
 * Carries an ADT event out once, and lets what is noted of beds follow. The encounters it touched, none when
 * the message came before.
 *
 * @throws when the database is away.
 */
export async function moveEncounter(
  pool: pg.Pool,
  identifiers: Identifiers,
  event: AdtEvent,
  receipt: Receipt,
  at: Date,
): Promise<Result<EncounterId[], Refusal>> {
  try {
    return ok(
      await inTransaction(pool, async (client) => {
        const isNew = await recordReceipt(client, receipt);
        if (!isNew) return [];
        await lockBedMoves(client);
        const encounterIds = await applyAdtEvent(client, identifiers, event);
        await settleBeds(client, encounterIds, at);
        return encounterIds;
      }),
    );
  } catch (cause) {
    if (cause instanceof AdtRefused) return err(cause.refusal);
    const lost = LOST_RACES[databaseFault(cause)?.constraint ?? ""];
    if (lost) return err(lost);
    if (isContentFault(cause)) return err(refusal("not-storable"));
    throw cause;
  }
}
