"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingAs } from "#db/acting";
import { applyContainment, liftContainment } from "#db/containments";
import { addNote, closeWithReport } from "#db/incident-notes";
import { markStep } from "#db/incident-steps";
import { findIncident, takeOwnership } from "#db/incidents";
import type { Queryable } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import { ContainmentTarget } from "#models/security/containment";
import { ClosingReport, NoteText } from "#models/security/incident";
import { RUNBOOKS } from "#models/security/runbook";
import { AppError } from "#models/shared/errors";
import { ContainmentId, IncidentId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor, identityDatabase } from "@/_lib/db";
import { fieldCipher } from "@/_lib/identifiers";

const permission = "incident:manage";

const OneIncident = z.object({ incidentId: IncidentId });
const NewNote = OneIncident.extend({ text: NoteText });
const Step = OneIncident.extend({ stepId: z.string().max(64), isDone: z.boolean() });
const Containing = OneIncident.extend({ containment: ContainmentTarget });
const Closing = OneIncident.extend({ report: ClosingReport });
const OneContainment = z.object({ containmentId: ContainmentId });

/** An incident's command: in one transaction, in the officer's name, with a conflict told in words. */
const command = <Schema extends typeof OneIncident, T>(
  input: Schema,
  conflict: string,
  work: (given: z.output<Schema>, session: LiveSession, now: Date) => Promise<T>,
) =>
  action({
    permission,
    input,
    run: async (given, session) => {
      try {
        await work(given, session, new Date());
      } catch (cause) {
        if (cause instanceof AppError && cause.code === "conflict")
          throw new ActionRefusal("conflict", conflict, { cause });
        throw cause;
      }
      revalidatePath("/security", "layout");
      return null;
    },
  });

const CLOSED = "This incident has been closed meanwhile.";

export async function takeIncident(
  input: z.input<typeof OneIncident>,
): Promise<ActionResult<null>> {
  return command(OneIncident, CLOSED, ({ incidentId }, session, now) =>
    asActor(session, (db) => takeOwnership(db, incidentId, session, now)),
  )(input);
}

export async function writeNote(input: z.input<typeof NewNote>): Promise<ActionResult<null>> {
  return command(NewNote, CLOSED, async ({ incidentId, text }, session, now) => {
    const cipher = await fieldCipher();
    await asActor(session, (db) => addNote(db, cipher, { incidentId, text, by: session, now }));
  })(input);
}

export async function tickStep(input: z.input<typeof Step>): Promise<ActionResult<null>> {
  return command(Step, CLOSED, ({ incidentId, stepId, isDone }, session, now) =>
    asActor(session, async (db) => {
      await requireStep(db, incidentId, stepId);
      await markStep(db, incidentId, { stepId, isDone, by: session, now });
    }),
  )(input);
}

async function requireStep(db: Queryable, incidentId: IncidentId, stepId: string): Promise<void> {
  const incident = await findIncident(db, incidentId);
  const steps = incident ? RUNBOOKS[incident.kind].steps : [];
  if (!steps.some(({ id }) => id === stepId))
    throw new AppError("not-found", `step of incident ${incidentId}`);
}

/** Accounts and sessions belong to the identity role, so it contains; still in the officer's name. */
export async function contain(input: z.input<typeof Containing>): Promise<ActionResult<null>> {
  return command(
    Containing,
    "It is in force already, or the incident is closed. An officer cannot lock their own account.",
    ({ incidentId, containment }, session, now) =>
      actingAs(identityDatabase(), session.userId, (db) =>
        applyContainment(db, incidentId, { containment, by: session, now }),
      ),
  )(input);
}

export async function closeIncident(input: z.input<typeof Closing>): Promise<ActionResult<null>> {
  return command(Closing, CLOSED, async ({ incidentId, report }, session, now) => {
    const cipher = await fieldCipher();
    await asActor(session, (db) =>
      closeWithReport(db, cipher, incidentId, { report, by: session, now }),
    );
  })(input);
}

export async function lift(input: z.input<typeof OneContainment>): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneContainment,
    run: async ({ containmentId }, session) => {
      await actingAs(identityDatabase(), session.userId, (db) =>
        liftContainment(db, containmentId, { by: session, now: new Date() }),
      );
      revalidatePath("/security", "layout");
      return null;
    },
  })(input);
}
