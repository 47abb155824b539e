import type { TimelineEntry } from "#db/incidents";
import { CONTAINMENT_KINDS, type Containment } from "#models/security/containment";
import type { Incident, IncidentStatus } from "#models/security/incident";
import { RUNBOOKS } from "#models/security/runbook";
import { UserId } from "#models/shared/ids";
import { nameOf, type StaffNames } from "../../_components/staff-names";

export const STATUS_WORDS: Readonly<Record<IncidentStatus, string>> = {
  open: "Open",
  "in-hand": "In hand",
  closed: "Closed",
};

interface Context {
  incident: Incident;
  containments: readonly Containment[];
  names: StaffNames;
}

/** A step of the timeline in words; who did it stands beside. */
export function stepWords(entry: TimelineEntry, context: Context): string {
  switch (entry.step) {
    case "opened":
      return "Opened";
    case "evidence-added":
      return `It went on: ${entry.detail ?? "more"} counted`;
    case "owner-taken":
      return "Took the incident";
    case "step-done":
      return `Done: ${runbookText(entry, context)}`;
    case "step-undone":
      return `Not done after all: ${runbookText(entry, context)}`;
    case "note-added":
      return "Wrote a note";
    case "containment-applied":
      return `Contained: ${containmentWords(entry, context)}`;
    case "containment-lifted":
      return `Lifted: ${containmentWords(entry, context)}`;
    case "closed":
      return "Closed with a report";
  }
}

const runbookText = ({ detail }: TimelineEntry, { incident }: Context): string =>
  RUNBOOKS[incident.kind].steps.find(({ id }) => id === detail)?.text ?? detail ?? "";

function containmentWords(
  { containmentId }: TimelineEntry,
  { containments, names }: Context,
): string {
  const containment = containments.find((each) => each.containmentId === containmentId);
  if (!containment) return "unknown";
  return `${CONTAINMENT_KINDS[containment.kind].title}${targetWords(containment, names)}`;
}

/** Whom or what it holds, after its title. */
export function targetWords({ kind, target }: Containment, names: StaffNames): string {
  if (kind === "freeze-exports") return "";
  const userId = UserId.safeParse(target).data;
  return `, ${userId ? nameOf(names, userId) : target}`;
}
