import { databaseFault } from "#db/database-fault";
import type { SickCallConflict } from "#models/realtime/sick-calls";
import { AppError } from "#models/shared/errors";
import type { SickCallId } from "#models/sick-calls/sick-call";
import { sickCallConflictWords } from "#models/sick-calls/sick-call-words";

/** Something about an open shift that may be asked and cannot be done as things are. Nothing was. */
export class SickCallRefused extends AppError {
  readonly conflict: SickCallConflict;

  constructor(
    reason: SickCallConflict["reason"],
    { sickCallId, ...options }: ErrorOptions & { sickCallId?: SickCallId } = {},
  ) {
    const says = sickCallConflictWords(reason);
    super("conflict", `sick call: ${reason}`, { ...options, says });
    this.conflict = { reason, says, ...(sickCallId && { sickCallId }) };
  }
}

/** What a constraint of the database's means: somebody was faster. */
const OF_CONSTRAINT: Readonly<Record<string, SickCallConflict["reason"]>> = {
  shift_is_open: "shift-settled",
  one_acceptance: "shift-settled",
  shift_fits_the_roster: "roster-changed",
  roster_is_as_seen: "roster-changed",
  offer_is_open: "offer-over",
};

/** The database's own refusal: rights that were taken away between our look and its. */
const INSUFFICIENT_PRIVILEGE = "42501";

/** The refusal that a fault of the database's stands for; anything else as it is. */
export function asSickCallRefusal(cause: unknown): unknown {
  const fault = databaseFault(cause);
  if (fault?.code === INSUFFICIENT_PRIVILEGE)
    return new AppError("forbidden", "open shifts", { cause });
  const reason = fault?.constraint ? OF_CONSTRAINT[fault.constraint] : undefined;
  return reason ? new SickCallRefused(reason, { cause }) : cause;
}
