import type { Assignment } from "#models/rostering/roster";
import type { AbsenceKind, RosterPerson, ShiftRequest } from "#models/rostering/roster-problem";
import { isSameAssignment, type PlannedCell } from "./planned-rows";
import { assignmentWords, dayWords, type RosterIndex } from "./roster-index";

/** How bad what is broken at a square is. */
export type Breach = "hard" | "soft";

/** A square of another roster that is laid over this one: a proposal, or an earlier version. */
export interface Overlay {
  /** What the other one has there; only where it differs. */
  assignment: Assignment | null;
  /** What is struck through beside it; absent: what stands there now. */
  instead?: Assignment | null;
}

/** A square as it is drawn; only what can be seen or heard. */
export interface CellView {
  code: string;
  tone: ShiftTone | undefined;
  /** The code of the unit, where it is not the person's own. */
  floatsTo: string | undefined;
  absence: string | undefined;
  wish: { wants: ShiftRequest["wants"]; isMet: boolean } | undefined;
  isPinned: boolean;
  state: "conflict" | "waiting" | undefined;
  breach: Breach | undefined;
  /** The code that stands here now, while another roster is laid over it. */
  instead: string | undefined;
  label: string;
}

export type ShiftTone = "early" | "late" | "night";

/** Told by fill and a mark as well as by shade. */
export function toneOf({ isNight, from }: { isNight: boolean; from: string }): ShiftTone {
  if (isNight) return "night";
  return from >= "11:00" ? "late" : "early";
}

export const ABSENCE_WORDS: Record<AbsenceKind, { short: string; long: string }> = {
  "annual-leave": { short: "leave", long: "annual leave" },
  sick: { short: "sick", long: "sick" },
  study: { short: "study", long: "study leave" },
  parental: { short: "parent", long: "parental leave" },
  other: { short: "away", long: "away" },
};

interface Square {
  person: RosterPerson;
  day: number;
  cell: PlannedCell;
  breach: Breach | undefined;
  overlay: Overlay | undefined;
}

export function viewCell(index: RosterIndex, square: Square): CellView {
  const { person, day, cell, breach, overlay } = square;
  const assignment = overlay ? overlay.assignment : cell.assignment;
  const shift = assignment && index.shifts.get(assignment.shiftId);
  const kind = index.absences.get(person.personId)?.[day];
  const request = index.requests.get(person.personId)?.[day];
  const wish = request && { wants: request.wants, isMet: isMet(request, assignment) };
  return {
    code: shift?.code ?? "",
    tone: shift ? toneOf(shift) : undefined,
    floatsTo:
      assignment && assignment.unitId !== person.homeUnitId
        ? index.units.get(assignment.unitId)?.code
        : undefined,
    absence: kind && ABSENCE_WORDS[kind].short,
    wish,
    isPinned: cell.isPinned,
    state: cell.conflict ? "conflict" : cell.isWaiting ? "waiting" : undefined,
    breach,
    instead: overlay && (codeOf(index, insteadOf(overlay, cell)) || "–"),
    label: label(index, { ...square, assignment, kind, wish }),
  };
}

const insteadOf = ({ instead }: Overlay, cell: PlannedCell): Assignment | null =>
  instead === undefined ? cell.assignment : instead;

const codeOf = (index: RosterIndex, assignment: Assignment | null): string =>
  (assignment && index.shifts.get(assignment.shiftId)?.code) ?? "";

/** A wish for a shift is met by that shift alone, a wish to be off by a free day or by another shift. */
export function isMet(request: ShiftRequest, assignment: Assignment | null): boolean {
  const works =
    assignment !== null &&
    (request.shiftId === undefined || request.shiftId === assignment.shiftId);
  return request.wants === "work" ? works : !works;
}

function label(
  index: RosterIndex,
  {
    person,
    day,
    cell,
    breach,
    overlay,
    assignment,
    kind,
    wish,
  }: Square &
    Pick<CellView, "wish"> & {
      assignment: Assignment | null;
      kind: AbsenceKind | undefined;
    },
): string {
  const date = index.days[day]?.date;
  const parts = [
    `${person.name}, ${date ? dayWords(date) : ""}: ${assignmentWords(index, assignment)}`,
    overlay && !isSameAssignment(insteadOf(overlay, cell), assignment)
      ? `${overlay.instead === undefined ? "now" : "in the later version"} ${assignmentWords(index, insteadOf(overlay, cell))}`
      : undefined,
    kind && ABSENCE_WORDS[kind].long,
    wish &&
      `asked ${wish.wants === "work" ? "to work" : "to be off"}${wish.isMet ? "" : ", not met"}`,
    cell.isPinned ? "pinned" : undefined,
    cell.conflict ? "your change was not made" : cell.isWaiting ? "being saved" : undefined,
    breach && (breach === "hard" ? "a hard rule is broken" : "a wish of the rules is broken"),
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
