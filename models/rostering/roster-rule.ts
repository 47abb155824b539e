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
  /**
   * Mean paid hours a week over any so many weeks in a row that end with one of the roster's, the past
   * included and days of absence left out; of all that is known where that is less. A step is an hour begun.
   */
  z.strictObject({
    kind: z.literal("average-weekly-hours"),
    maximumMinutes: Minutes,
    overWeeks: z.number().int().min(1),
  }),
  /**
   * A day off with at least this long a rest around it, from shift to shift, within each seven days in a row;
   * a step is seven days without one.
   */
  z.strictObject({ kind: z.literal("weekly-rest"), minimumMinutes: Minutes }),
  /** Paid minutes of any so many days in a row; a step is an hour begun. */
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
  /**
   * Shifts of these kinds in any so many days in a row, or in the whole roster; a step is a shift. A minimum
   * is not asked of days with an absence among them.
   */
  z.strictObject({
    kind: z.literal("shift-count"),
    shiftIds: z.array(ShiftId).min(1),
    days: z.number().int().min(1).optional(),
    ...Range,
  }),
  /**
   * Paid minutes of the roster, paid leave included, against the contract, of contract staff; within the
   * tolerance nothing; a step is an hour begun.
   */
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
  /**
   * So many new people for each of experience (not new, and no assistant) on a shift of a unit, at most; a
   * step is a new person.
   */
  z.strictObject({ kind: z.literal("pairing"), newPeoplePerMentor: z.number().int().min(1) }),
  /**
   * More or fewer than one's share, past balance included; a step is one beyond. The share is of what the
   * targets of one's own unit ask for (of a weekend: the larger of both days), by contract hours and days
   * without absence, among the nurses of the unit that the rule applies to. Without contract hours there is none.
   */
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

const isFairness = ({ kind }: RuleTerms): boolean =>
  kind === "fair-share" || kind === "fair-requests";

export const RosterRule = z
  .strictObject({
    ruleId: z.string().min(1).max(60),
    title: z.string().min(1).max(120),
    /** Law, agreement or house rule that it comes from. */
    source: z.string().max(200).optional(),
    strictness: Strictness,
    /** Absent: everybody. Rules of a shift in a unit (skill mix, pairing) read the units alone. */
    appliesTo: z
      .strictObject({
        employments: z.array(z.enum(["contract", "bank", "agency"])).optional(),
        personIds: z.array(PersonId).optional(),
        unitIds: z.array(UnitId).optional(),
      })
      .optional(),
    terms: RuleTerms,
  })
  // As a law it would leave shifts empty so that everybody has equally few.
  .refine(({ strictness, terms }) => strictness.kind === "soft" || !isFairness(terms), {
    path: ["strictness"],
    message: "fairness must be soft: give it a weight",
  });
export type RosterRule = z.infer<typeof RosterRule>;
