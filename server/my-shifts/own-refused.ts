import { databaseFault } from "#db/database-fault";
import { type OwnRefusal, ownRefusalWords } from "#models/rostering/own-shift-words";
import { AppError } from "#models/shared/errors";

/** Something about one's own work that may be asked and cannot be done as things are. */
export class OwnRefused extends AppError {
  /** For the person. */
  override readonly says: string;

  constructor(
    readonly reason: OwnRefusal,
    { detail, cause }: { detail?: string | undefined; cause?: unknown } = {},
  ) {
    super("conflict", reason, { cause });
    this.says = detail ? `${ownRefusalWords(reason)} ${detail}` : ownRefusalWords(reason);
  }
}

/** What a constraint of the database's means that was there before us, or that somebody else was faster for. */
const OF_CONSTRAINT: Readonly<Record<string, OwnRefusal>> = {
  one_leave_at_a_time: "leave:overlaps",
  one_offer_of_a_shift: "swap:offered",
  swap_is_open: "swap:taken",
  swap_is_accepted: "swap:over",
  swap_is_approved: "swap:changed",
  swap_fits_the_roster: "swap:changed",
  window_is_open: "place:closed",
  day_is_free: "place:day-taken",
  place_is_free: "place:full",
  one_request_a_day: "place:day-taken",
  self_placements_pkey: "place:day-taken",
};

/** The refusal that a fault of the database's stands for; anything else as it is. */
export function asRefusal(cause: unknown): unknown {
  const constraint = databaseFault(cause)?.constraint;
  const reason = constraint ? OF_CONSTRAINT[constraint] : undefined;
  return reason ? new OwnRefused(reason, { cause }) : cause;
}
