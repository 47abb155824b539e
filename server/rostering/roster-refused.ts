import type { CellWithChanger } from "#db/rosters";
import type { RosterChangeRefusal } from "#db/roster-changes";
import type { RosterConflict } from "#models/realtime/roster";
import { rosterConflictWords } from "#models/rostering/roster-conflict-words";
import type { RosterId } from "#models/rostering/roster-ids";
import { AppError } from "#models/shared/errors";

/** A command that may be given and cannot be carried out as things are: what the person is told of it. */
export class RosterRefused extends AppError {
  readonly conflict: RosterConflict;

  constructor(
    rosterId: RosterId | undefined,
    facts: Pick<RosterConflict, "reason"> & Partial<RosterConflict>,
    options?: ErrorOptions,
  ) {
    const says = facts.says ?? rosterConflictWords(facts.reason);
    super("conflict", `roster ${rosterId ?? "none"}: ${facts.reason}`, { ...options, says });
    this.conflict = {
      says,
      cells: [],
      broken: [],
      version: null,
      ...facts,
    };
  }
}

/** Why cells could not be changed, as it is told. */
export function refusedChange(rosterId: RosterId, refusal: RosterChangeRefusal): AppError {
  if (refusal.reason === "not-found") return new AppError("not-found", `roster ${rosterId}`);
  if (refusal.reason === "cells-changed")
    return refusedCells(rosterId, refusal.version, refusal.cells);
  return new RosterRefused(rosterId, { reason: refusal.reason, version: refusal.version });
}

/** Who was last among them is named. */
export function refusedCells(
  rosterId: RosterId,
  version: number,
  cells: readonly CellWithChanger[],
): RosterRefused {
  const [last] = [...cells].sort((a, b) => b.at.getTime() - a.at.getTime());
  const told = { by: last?.by ?? null, cells: cells.length };
  return new RosterRefused(rosterId, {
    reason: "cells-changed",
    says: rosterConflictWords("cells-changed", told),
    version,
    cells: cells.map(({ at, ...cell }) => ({ ...cell, at: cell.version === 0 ? null : +at })),
  });
}
