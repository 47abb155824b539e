import type { BedStatus } from "#db/bed-statuses";
import { conflictWords } from "#models/beds/conflict-words";
import type { BedConflict } from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";

type Facts = Omit<BedConflict, "beds" | "says">;

/** A command that may be given and cannot be carried out as things are: what the person is told of it. */
export class BedRefused extends AppError {
  readonly facts: Facts & { says: string };

  constructor(facts: Facts, { bed, cause }: { bed: string | null; cause?: unknown }) {
    super("conflict", `bed ${facts.bedId ?? "none"}: ${facts.reason}`, { cause });
    this.facts = { ...facts, says: conflictWords(facts.reason, { bed, by: facts.by }) };
  }
}

/** Who was first is whoever changed the bed last; of a bed that is kept, whoever keeps it. */
export function refusedBecauseOf(
  { bedId, unitCode, label, changedByName, changedAt, reservation }: BedStatus,
  reason: Facts["reason"],
): BedRefused {
  const by = reason === "reserved" && reservation ? reservation.by : changedByName;
  return new BedRefused(
    { reason, bedId, by, at: changedAt.getTime() },
    { bed: `${unitCode}-${label}` },
  );
}

export const refusedWithoutBed = (
  reason: Facts["reason"],
  first: { by: string | null; at: Date | null } = { by: null, at: null },
): BedRefused =>
  new BedRefused(
    { reason, bedId: null, by: first.by, at: first.at?.getTime() ?? null },
    { bed: null },
  );
