import { z } from "zod";
import { err, ok, type Result } from "../shared/result";
import type { Assignment } from "./roster";
import type { PersonId, RosterId, Skill } from "./roster-ids";
import type { ShiftDemand } from "./roster-problem";

export const SelfRosteringMode = z.enum([
  /** A place is open until as many as the target have it; whoever has it keeps it: a pin for the planner. */
  "first-come",
  /** Anybody may ask for any place; the solver weighs all of it afterwards: a request for the planner. */
  "balanced",
]);
export type SelfRosteringMode = z.infer<typeof SelfRosteringMode>;

/** When a draft roster's people place themselves. Half-open, like every range. */
export const SelfRosteringWindow = z
  .strictObject({
    opensAt: z.date(),
    closesAt: z.date(),
    mode: SelfRosteringMode,
  })
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
    message: "It closes before it opens.",
  });
export type SelfRosteringWindow = z.infer<typeof SelfRosteringWindow>;

/** Somebody has put themselves here. */
export interface Placement {
  rosterId: RosterId;
  personId: PersonId;
  day: number;
  assignment: Assignment;
}

export type WindowPhase = "before" | "open" | "closed";

export const phaseOf = (
  { opensAt, closesAt }: Pick<SelfRosteringWindow, "opensAt" | "closesAt">,
  at: Date,
): WindowPhase => (at < opensAt ? "before" : at < closesAt ? "open" : "closed");

/** A shift of a unit on a day that somebody may put themselves into. */
export interface OpenPlace {
  day: number;
  assignment: Assignment;
  target: number;
  placed: number;
}

/** Whether it is that shift of that unit on that day. */
export const isPlacedAt = (
  placement: Pick<Placement, "day" | "assignment">,
  { day, assignment: { shiftId, unitId } }: Pick<OpenPlace, "day" | "assignment">,
): boolean =>
  placement.day === day &&
  placement.assignment.shiftId === shiftId &&
  placement.assignment.unitId === unitId;

/** What is asked of a whole shift, with who has placed themselves there; demand for one skill is part of it. */
export function openPlaces(
  demand: readonly ShiftDemand[],
  placements: readonly Pick<Placement, "day" | "assignment">[],
): OpenPlace[] {
  return demand
    .filter(({ skill }) => skill === undefined)
    .map(({ unitId, day, shiftId, target }) => ({
      day,
      assignment: { shiftId, unitId },
      target,
      placed: placements.filter((placement) =>
        isPlacedAt(placement, { day, assignment: { shiftId, unitId } }),
      ).length,
    }));
}

export type PlacementRefusal =
  | "before" // the window has not opened
  | "closed"
  | "published" // the roster is no draft any more
  | "no-demand"
  | "full" // as many as are wanted were first
  | "day-taken"
  | "kept" // the last ones are for people with a skill that this one has not
  | "rules"; // a rule that must hold would be broken

/** Whether there is room. Whether the person's own rules hold is judged beside, with the whole problem. */
export function judgePlacement(
  wanted: Pick<Placement, "day" | "assignment">,
  {
    window,
    places,
    own,
    at,
  }: {
    window: SelfRosteringWindow;
    places: readonly OpenPlace[];
    own: readonly Pick<Placement, "day">[];
    at: Date;
  },
): Result<OpenPlace, PlacementRefusal> {
  const phase = phaseOf(window, at);
  if (phase !== "open") return err(phase);
  if (own.some(({ day }) => day === wanted.day)) return err("day-taken");
  const place = places.find((each) => isPlacedAt(each, wanted));
  if (!place || place.target === 0) return err("no-demand");
  if (window.mode === "first-come" && place.placed >= place.target) return err("full");
  return ok(place);
}

type PlacedPerson = Pick<Placement, "day" | "assignment"> & { skills: readonly Skill[] };

/**
 * Whether what is left of a shift is for others: as many places as its minimum of a skill still lacks are kept
 * for people who have it. Of several skills the one that lacks most counts, as one person may bring them all.
 */
export function isKeptForOthers(
  { day, assignment, target }: Pick<OpenPlace, "day" | "assignment" | "target">,
  skills: readonly Skill[],
  { demand, placed }: { demand: readonly ShiftDemand[]; placed: readonly PlacedPerson[] },
): boolean {
  const here = placed.filter((each) => isPlacedAt(each, { day, assignment }));
  const lacking = demand.flatMap(({ skill, minimum, day: on, shiftId, unitId }) =>
    skill !== undefined &&
    isPlacedAt({ day: on, assignment: { shiftId, unitId } }, { day, assignment }) &&
    !skills.includes(skill)
      ? [minimum - here.filter((each) => each.skills.includes(skill)).length]
      : [],
  );
  const most = Math.max(0, ...lacking);
  return most > 0 && target - here.length <= most;
}
