"use server";

import { z } from "zod";
import { isOvertaken, setAcuityOverride, withdrawAcuityOverride } from "#db/acuity";
import type { LiveSession } from "#db/sessions";
import { AcuityOverrideId, AcuityOverrideRequest } from "#models/acuity/acuity-override";
import type { AuditAction } from "#models/audit/audit-event";
import { EncounterId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, type Happening } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { requireOwnUnitOf } from "@/_lib/own-encounter";

const permission = "acuity:override";

/** Sets the workload class of a patient in one of the person's units, for a time. */
export async function overrideAcuity(
  input: z.input<typeof AcuityOverrideRequest>,
): Promise<ActionResult<AcuityOverrideId>> {
  return action({
    permission,
    input: AcuityOverrideRequest,
    run: async (request, session) => {
      const { encounterId, acuityClass, reason, hours } = request;
      const details = { acuityClass, reason, hours };
      return auditedFor(session, { encounterId, action: "acuity:overridden", details }, () =>
        setClass(request, session),
      );
    },
  })(input);
}

async function setClass(
  { encounterId, acuityClass, reason, hours }: AcuityOverrideRequest,
  session: LiveSession,
): Promise<AcuityOverrideId> {
  const setAt = new Date();
  const until = new Date(setAt.getTime() + hours * MS_PER_HOUR);
  const facts = { encounterId, acuityClass, reason, setBy: session.userId, setAt, until };
  try {
    const set = await asActor(session, (db) => setAcuityOverride(db, facts));
    if (set) return set;
  } catch (cause) {
    if (!isOvertaken(cause)) throw cause;
    throw new ActionRefusal("conflict", "Not set: a colleague set another class at this moment.");
  }
  throw new ActionRefusal("conflict", "Not set: the patient has left meanwhile.");
}

const Withdrawal = z.strictObject({
  encounterId: EncounterId,
  acuityOverrideId: AcuityOverrideId,
});

/** Takes a class back that was set by hand, by whoever in the unit: the computed one counts again. */
export async function withdrawOverride(
  input: z.input<typeof Withdrawal>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Withdrawal,
    run: async ({ encounterId, acuityOverrideId }, session) =>
      auditedFor(session, { encounterId, action: "acuity:override-withdrawn" }, async () => {
        const asked = { acuityOverrideId, encounterId, by: session.userId, at: new Date() };
        const isWithdrawn = await asActor(session, (db) => withdrawAcuityOverride(db, asked));
        if (!isWithdrawn)
          throw new ActionRefusal("conflict", "It does not count any more: nothing was changed.");
        return null;
      }),
  })(input);
}

interface Command {
  encounterId: EncounterId;
  action: Extract<AuditAction, "acuity:overridden" | "acuity:override-withdrawn">;
  details?: Happening["details"];
}

/** Carries out a command on a patient in one of the person's units, once it is recorded. */
async function auditedFor<T>(
  session: LiveSession,
  command: Command,
  run: () => Promise<T>,
): Promise<T> {
  const unitId = await requireOwnUnitOf(session, command.encounterId, permission);
  const happening: Happening = { ...command, permission, basis: "own-unit", unitId };
  return audited(() => happening, run)(null, session);
}
