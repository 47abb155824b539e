import type pg from "pg";
import type { ScheduledAppointment } from "#models/appointments/appointment";
import { type Refusal, refusal } from "#models/messages/refusal";
import { saveAppointment } from "#db/appointments";
import { isContentFault } from "#db/database-fault";
import { recordReceipt } from "#db/encounters";
import { inTransaction } from "#db/transaction";
import type { Receipt } from "./move-encounter";

/**
 * Stores an appointment once; the refusal when it cannot be stored. One that is older than what is known of
 * the same appointment is taken and changes nothing: the sender has nothing to correct.
 *
 * @throws when the database is away.
 */
export async function recordAppointment(
  pool: pg.Pool,
  appointment: ScheduledAppointment,
  receipt: Receipt,
): Promise<Refusal | undefined> {
  try {
    await inTransaction(pool, async (client) => {
      if (await recordReceipt(client, receipt))
        await saveAppointment(client, receipt.sender, appointment);
    });
    return undefined;
  } catch (cause) {
    if (isContentFault(cause)) return refusal("not-storable");
    throw cause;
  }
}
