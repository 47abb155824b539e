import { z } from "zod";
import type { IncidentId, UserId } from "../shared/ids";
import type { Evidence } from "./evidence";
import type { IncidentKind, Severity } from "./incident-kind";

export type IncidentStatus = "open" | "in-hand" | "closed";

export interface Incident {
  incidentId: IncidentId;
  /** Short, for people to speak of it. */
  number: number;
  kind: IncidentKind;
  severity: Severity;
  status: IncidentStatus;
  openedAt: Date;
  /** Of the last signal or the last thing somebody did. */
  changedAt: Date;
  ownerUserId: UserId | null;
  closedAt: Date | null;
  evidence: Evidence;
}

/** One step in the life of an incident. */
export const INCIDENT_STEPS = [
  "opened",
  "evidence-added",
  "owner-taken",
  "step-done",
  "step-undone",
  "note-added",
  "containment-applied",
  "containment-lifted",
  "closed",
] as const;
export type IncidentStep = (typeof INCIDENT_STEPS)[number];

const Paragraph = (what: string) =>
  z.string().trim().min(10, `Say in a sentence or more ${what}.`).max(4_000);

/** What closing an incident takes; a later reader has nothing else. */
export const ClosingReport = z.object({
  finding: Paragraph("what happened"),
  cause: Paragraph("why it could happen"),
  measures: Paragraph("what was done, and what remains to be done"),
});
export type ClosingReport = z.infer<typeof ClosingReport>;

export const NoteText = z.string().trim().min(1, "Write something first.").max(4_000);

/** What the officers' screens are told of an incident, with no one in it. */
export interface IncidentNews {
  incidentId: IncidentId;
  number: number;
  kind: IncidentKind;
  severity: Severity;
  status: IncidentStatus;
  openedAt: Date;
  changedAt: Date;
  ownerUserId: UserId | null;
}

export const newsOf = (incident: Incident): IncidentNews => ({
  incidentId: incident.incidentId,
  number: incident.number,
  kind: incident.kind,
  severity: incident.severity,
  status: incident.status,
  openedAt: incident.openedAt,
  changedAt: incident.changedAt,
  ownerUserId: incident.ownerUserId,
});
