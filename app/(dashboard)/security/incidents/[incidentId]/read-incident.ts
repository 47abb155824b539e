import "server-only";
import { notFound } from "next/navigation";
import { containmentsOfIncident, exportsFrozen } from "#db/containments";
import { incidentWords, type IncidentWords } from "#db/incident-notes";
import { doneSteps, type DoneStep } from "#db/incident-steps";
import { findIncident, incidentTimeline, type TimelineEntry } from "#db/incidents";
import type { LiveSession } from "#db/sessions";
import type { Containment } from "#models/security/containment";
import type { Incident } from "#models/security/incident";
import { IncidentId, UserId } from "#models/shared/ids";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { fieldCipher } from "@/_lib/identifiers";
import { readNames } from "../../_components/read-names";
import type { StaffNames } from "../../_components/staff-names";

export interface IncidentFile {
  incident: Incident;
  timeline: readonly TimelineEntry[];
  words: IncidentWords;
  done: readonly DoneStep[];
  containments: readonly Containment[];
  areExportsFrozen: boolean;
  names: StaffNames;
}

/** An incident, for somebody who may read it; 404 when there is none such. */
export async function requireIncident(
  id: string,
): Promise<{ incident: Incident; session: LiveSession }> {
  const session = await requirePermission("incident:read");
  const incidentId = IncidentId.safeParse(id);
  if (!incidentId.success) notFound();
  const incident = await asActor(session, (db) => findIncident(db, incidentId.data));
  if (!incident) notFound();
  return { incident, session };
}

/** Everything that is known of it. */
export async function readIncident(
  incident: Incident,
  session: LiveSession,
): Promise<IncidentFile> {
  const { incidentId } = incident;
  const cipher = await fieldCipher();
  const found = await asActor(session, async (db) => ({
    timeline: await incidentTimeline(db, incidentId),
    words: await incidentWords(db, cipher, incidentId),
    done: await doneSteps(db, incidentId),
    containments: await containmentsOfIncident(db, incidentId),
    areExportsFrozen: await exportsFrozen(db),
  }));

  const { timeline, words, done, containments } = found;
  const names = await readNames(
    [incident],
    [
      ...timeline.map(({ userId }) => userId),
      ...words.notes.map(({ userId }) => userId),
      ...done.map(({ doneBy }) => doneBy),
      ...containments.map(({ target }) => UserId.safeParse(target).data ?? null),
    ],
  );
  return { incident, ...found, names };
}
