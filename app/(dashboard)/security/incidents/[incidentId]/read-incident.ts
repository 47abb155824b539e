import "server-only";
import { notFound } from "next/navigation";
import { containmentsOfIncident } from "#db/containments";
import { incidentWords, type IncidentWords } from "#db/incident-notes";
import { doneSteps, type DoneStep } from "#db/incident-steps";
import { findIncident, incidentTimeline, type TimelineEntry } from "#db/incidents";
import type { Containment } from "#models/security/containment";
import type { Incident } from "#models/security/incident";
import { IncidentId, UserId } from "#models/shared/ids";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { fieldCipher } from "@/_lib/field-cipher";
import { readNames } from "../../_components/read-names";
import type { StaffNames } from "../../_components/staff-names";

export interface IncidentFile {
  incident: Incident;
  timeline: readonly TimelineEntry[];
  words: IncidentWords;
  done: readonly DoneStep[];
  containments: readonly Containment[];
  names: StaffNames;
}

/** Everything that is known of an incident, for somebody who may read it; 404 when there is none such. */
export async function readIncident(id: string): Promise<IncidentFile> {
  const session = await requirePermission("incident:read");
  const incidentId = IncidentId.safeParse(id);
  if (!incidentId.success) notFound();

  const found = await asActor(session, async (db) => {
    const incident = await findIncident(db, incidentId.data);
    return (
      incident && {
        incident,
        timeline: await incidentTimeline(db, incidentId.data),
        words: await incidentWords(db, fieldCipher(), incidentId.data),
        done: await doneSteps(db, incidentId.data),
        containments: await containmentsOfIncident(db, incidentId.data),
      }
    );
  });
  if (!found) notFound();

  const { timeline, words, done, containments } = found;
  const names = await readNames(
    [found.incident],
    [
      ...timeline.map(({ userId }) => userId),
      ...words.notes.map(({ userId }) => userId),
      ...done.map(({ doneBy }) => doneBy),
      ...containments.map(({ target }) => UserId.safeParse(target).data ?? null),
    ],
  );
  return { ...found, names };
}
