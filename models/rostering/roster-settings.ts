import { z } from "zod";
import { UnitId } from "../shared/ids";
import { ShiftId } from "./roster-ids";
import { RosterProblem, RosterShift } from "./roster-problem";
import { RosterRule } from "./roster-rule";

const Points = z.number().min(0).max(1_000_000);

/** How the forecast of nurses becomes what a roster has to cover. */
export const RosterDemandOptions = z.strictObject({
  /** With which probability the target is enough at each hour of a shift. */
  serviceLevel: z.number().gt(0).lt(1),
  /** For each person below or above, points. */
  price: z.strictObject({
    belowMinimum: Points,
    belowTarget: Points,
    aboveMaximum: Points,
  }),
  /** So many more than the target are no waste yet. */
  spare: z.number().int().min(0).max(100),
  /** What is planned for on weekdays (0 is Monday) of which no forecast says anything. */
  plan: z
    .array(
      z
        .strictObject({
          unitId: UnitId,
          shiftId: ShiftId,
          weekday: z.number().int().min(0).max(6),
          minimum: z.number().int().min(0).max(1_000),
          target: z.number().int().min(0).max(1_000),
        })
        .refine(({ minimum, target }) => minimum <= target, "the target is the minimum at least"),
    )
    .max(2_000),
});
export type RosterDemandOptions = z.infer<typeof RosterDemandOptions>;

/** What a roster goes by that planners choose, beside its people and its days. */
export const RosterSettings = z.strictObject({
  shifts: z.array(RosterShift).min(1).max(40),
  /** Ids of the named sets that the rules were taken from, for those who read them. */
  ruleSetIds: z.array(z.string().min(1).max(60)).max(10),
  /** Every rule that holds: of the sets as they were when they were chosen, and the roster's own. */
  rules: z.array(RosterRule).max(200),
  prices: RosterProblem.shape.prices,
  demand: RosterDemandOptions,
});
export type RosterSettings = z.infer<typeof RosterSettings>;

export const RosterState = z.enum(["draft", "published", "locked"]);
export type RosterState = z.infer<typeof RosterState>;

export const RosterName = z.string().trim().min(1, "Give it a name.").max(80);

/** What a change of a roster was, as its history tells it. */
export const ROSTER_CHANGE_TITLES = {
  made: "Made",
  edit: "Shifts changed",
  pin: "Pinned or unpinned",
  solve: "Proposal of the solver taken",
  restore: "Earlier version restored",
  undo: "Undone",
  redo: "Done again",
  settings: "Rules or prices changed",
  publish: "Published",
  lock: "Locked",
  reopen: "Reopened",
  repair: "Shift filled",
  swap: "Shifts swapped",
  import: "Read from a file",
} as const;
export type RosterChangeKind = keyof typeof ROSTER_CHANGE_TITLES;
