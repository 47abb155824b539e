import { z } from "zod";
import { UnitId } from "../shared/ids";
import { PersonId, ShiftId, Skill } from "./roster-ids";

const Count = z.number().int().min(0);
const Minutes = z.number().int().min(0);

/** Must hold, or costs so many points for each step that it is broken by. */
export const Strictness = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hard") }),
  z.strictObject({ kind: z.literal("soft"), weight: z.number().positive() }),
]);
export type Strictness = z.infer<typeof Strictness>;

/** A rule's range: at least one of both ends. */
const Range = { minimum: Count.optional(), maximum: Count.optional() };

/** What a rule says. What one step of being broken is, is said of each. */
export const RuleTerms = z.discriminatedUnion("kind", [
  /** Between the end of a shift and the start of the next, by the clock that is then; a step is an hour begun. */
  z.strictObject({ kind: z.literal("rest-between-shifts"), minimumMinutes: Minutes }),
  /** Mean hours a week over so many weeks, the past included; a step is an hour begun. */
  z.strictObject({
    kind: z.literal("average-weekly-hours"),
    maximumMinutes: Minutes,
    overWeeks: z.number().int().min(1),
  }),
  /** A rest of at least this long within each seven days in a row; a step is a window without one. */
  z.strictObject({ kind: z.literal("weekly-rest"), minimumMinutes: Minutes }),
  /** Minutes of work in any so many days in a row; a step is an hour begun. */
  z.strictObject({
    kind: z.literal("hours-in-window"),
    days: z.number().int().min(1),
    maximumMinutes: Minutes,
  }),
  /** On the day after; a step is once. */
  z.strictObject({
    kind: z.literal("forbidden-succession"),
    shiftId: ShiftId,
    thenShiftIds: z.array(ShiftId).min(1),
  }),
  /** Days of work in a row, days off in a row; a step is a day. A run that goes over an end is not short. */
  z.strictObject({ kind: z.literal("consecutive-work-days"), ...Range }),
  z.strictObject({ kind: z.literal("consecutive-days-off"), ...Range }),
  z.strictObject({
    kind: z.literal("consecutive-shifts"),
    shiftIds: z.array(ShiftId).min(1),
    ...Range,
  }),
  /** Days off after a run of at least so many nights; a step is a missing day. */
  z.strictObject({
    kind: z.literal("days-off-after-nights"),
    nights: z.number().int().min(1),
    daysOff: z.number().int().min(1),
  }),
  /** Weekends with work, of any so many weeks in a row; a step is a weekend. */
  z.strictObject({
    kind: z.literal("weekends"),
    weeks: z.number().int().min(1),
    maximum: Count,
  }),
  /** Both days of a weekend or none; a step is a weekend. */
  z.strictObject({ kind: z.literal("whole-weekends") }),
  /** Shifts of these kinds in any so many days in a row, or in the whole roster; a step is a shift. */
  z.strictObject({
    kind: z.literal("shift-count"),
    shiftIds: z.array(ShiftId).min(1),
    days: z.number().int().min(1).optional(),
    ...Range,
  }),
  /** Paid minutes of the roster against the contract; within the tolerance nothing; a step is an hour begun. */
  z.strictObject({
    kind: z.literal("contract-hours"),
    toleranceMinutes: Minutes,
  }),
  /** Of a shift in a unit, so many with a skill at least whenever anybody works; a step is a person. */
  z.strictObject({
    kind: z.literal("skill-mix"),
    unitIds: z.array(UnitId).optional(),
    shiftIds: z.array(ShiftId).optional(),
    skill: Skill,
    minimum: z.number().int().min(1),
  }),
  /** So many new people for each of experience on a shift of a unit, at most; a step is a new person. */
  z.strictObject({ kind: z.literal("pairing"), newPeoplePerMentor: z.number().int().min(1) }),
  /** More or fewer than one's share by contract and availability, past balance included; a step is one beyond. */
  z.strictObject({
    kind: z.literal("fair-share"),
    of: z.enum(["nights", "weekends"]),
    tolerance: z.number().min(0),
  }),
  /** Requests that were not met, beyond the mean of all who asked; a step is one. */
  z.strictObject({ kind: z.literal("fair-requests"), tolerance: z.number().min(0) }),
]);
export type RuleTerms = z.infer<typeof RuleTerms>;
export type RuleKind = RuleTerms["kind"];

export const RosterRule = z.strictObject({
  ruleId: z.string().min(1).max(60),
  title: z.string().min(1).max(120),
  /** Law, agreement or house rule that it comes from. */
  source: z.string().max(200).optional(),
  strictness: Strictness,
  /** Absent: everybody. */
  appliesTo: z
    .strictObject({
      employments: z.array(z.enum(["contract", "bank", "agency"])).optional(),
      personIds: z.array(PersonId).optional(),
      unitIds: z.array(UnitId).optional(),
    })
    .optional(),
  terms: RuleTerms,
});
export type RosterRule = z.infer<typeof RosterRule>;
