import "server-only";
import type { LiveSession } from "#db/sessions";
import type { AuditAction, AuditEvent } from "#models/audit/audit-event";
import type { Permission } from "#models/access/permission";
import type { UnitId } from "#models/shared/ids";
import { type EncounterAccess, requireEncounter, requireSession } from "./access";
import { basisOf, recordOf } from "./audit";

// How pages and routes come to patients' data: allowed and recorded in one step, so that none can
// answer with what it has not recorded.

interface PatientView {
  action: Extract<AuditAction, "patient:viewed" | "trends:viewed" | "trends:exported">;
  permission?: Permission;
  /** The board of the patient's unit is shown beside the patient. */
  withBoard?: boolean;
  details?: AuditEvent["details"];
}

/** An encounter that the person may see, once it is recorded that they do; 404 unknown, 403 elsewhere. */
export async function viewPatient(
  id: string,
  { action, permission = "unit:watch", withBoard = false, details }: PatientView,
): Promise<EncounterAccess> {
  const found = await requireEncounter(id);
  const session = await requireSession();
  const { encounterId, unit, basis } = found;
  const place = { permission, basis, unitId: unit.unitId };
  await recordOf(
    session,
    { ...place, action, encounterId, details },
    ...(withBoard ? [{ ...place, action: "board:viewed" as const }] : []),
  );
  return found;
}

/** Records that the person is shown a unit's board. */
export const recordBoardView = (session: LiveSession, unitId: UnitId): Promise<void> =>
  recordOf(session, {
    action: "board:viewed",
    permission: "unit:watch",
    basis: basisOf(session, unitId),
    unitId,
  });

/** Records that the person is shown the alerts of units, a record for each. */
export const recordAlertsView = (session: LiveSession, unitIds: readonly UnitId[]): Promise<void> =>
  recordOf(
    session,
    ...unitIds.map((unitId) => ({
      action: "alerts:viewed" as const,
      permission: "alert:read" as const,
      basis: basisOf(session, unitId),
      unitId,
    })),
  );
