import { z } from "zod";
import { err, ok, type Result } from "../shared/result";
import type { Assignment } from "./roster";
import type { PersonId, RosterId } from "./roster-ids";
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
      placed: placements.filter(
        (placement) =>
          placement.day === day &&
          placement.assignment.shiftId === shiftId &&
          placement.assignment.unitId === unitId,
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
  const place = places.find(
    ({ day, assignment }) =>
      day === wanted.day &&
      assignment.shiftId === wanted.assignment.shiftId &&
      assignment.unitId === wanted.assignment.unitId,
  );
  if (!place || place.target === 0) return err("no-demand");
  if (window.mode === "first-come" && place.placed >= place.target) return err("full");
  return ok(place);
}
