import type { LiveSession } from "#db/sessions";
import { can, type Permission } from "#models/access/permission";
import type { AuditBasis } from "#models/audit/audit-event";
import type { BoardView } from "#models/beds/board-view";
import type { BedCommand } from "#models/realtime/bed-board";
import { AppError } from "#models/shared/errors";
import type { UnitId } from "#models/shared/ids";
import type { BedBoardState } from "./bed-board-state";
import { watchableUnits } from "../realtime/session-watch";
import { bedsOf } from "./carry-out";

/** By which right somebody does something to beds: everywhere without names, or in the own units. */
export const bedPermission = ({
  role,
}: LiveSession): { permission: Permission; basis: AuditBasis } =>
  can(role, "bed:coordinate")
    ? { permission: "bed:coordinate", basis: "role" }
    : { permission: "bed:manage", basis: "own-unit" };

/** The database decides it again, by the same two permissions. */
export function mayActIn(session: LiveSession, unitId: UnitId): boolean {
  const { permission } = bedPermission(session);
  if (!can(session.role, permission)) return false;
  return permission === "bed:coordinate" || session.unitIds.includes(unitId);
}

/** How much somebody is told of a unit's patients: what they need to manage its beds, and no more. */
export function boardViewOf(session: LiveSession, unitId: UnitId): BoardView {
  if (mayActIn(session, unitId))
    return watchableUnits(session).includes(unitId) ? "named" : "unnamed";
  // A bed of the own unit may be for anybody who waits, wherever that is.
  const managesSome = can(session.role, "bed:manage") && session.unitIds.length > 0;
  return managesSome ? "waiting" : "states";
}

/**
 * The units whose beds a command changes, and so where the person must have the right to. A patient who is
 * given a bed may come from any emergency unit: its nurses asked for one.
 *
 * @throws not-found of a bed or a patient that is not on the board.
 */
export function unitsActedIn(board: BedBoardState, command: BedCommand): UnitId[] {
  if (command.type === "set-housekeeping") return [command.unitId];
  if (command.type === "request-bed" || command.type === "cancel-request") {
    const unitId = board.unitOfEncounter(command.encounterId);
    if (!unitId) throw new AppError("not-found", `encounter ${command.encounterId}`);
    return [unitId];
  }
  return bedsOf(command).map(({ bedId }) => {
    const unitId = board.unitOfBed(bedId);
    if (!unitId) throw new AppError("not-found", `bed ${bedId}`);
    return unitId;
  });
}
