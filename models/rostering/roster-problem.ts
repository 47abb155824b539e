import { z } from "zod";
import { UnitId } from "../shared/ids";
import { OvertimeTerms } from "./overtime-terms";
import { Assignment } from "./roster";
import { PersonId, ShiftId, Skill } from "./roster-ids";
import { RosterRule } from "./roster-rule";

// Everything that a roster is made from, as data. Days are counted from the roster's first, from 0; clock
// times are the hospital's. One point of price is one unit of the hospital's currency: what a rule that is
// broken costs is weighed against what a bank nurse costs.

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, 07:00");
const CalendarDate = z.iso.date();
const Minutes = z.number().int().min(0);
const Points = z.number().min(0);

export const RosterShift = z.strictObject({
  shiftId: ShiftId,
  name: z.string().min(1).max(40),
  /** What fits a square of the grid. */
  code: z.string().min(1).max(3),
  from: Clock,
  /** Not after `from`: it ends the next day. */
  to: Clock,
  unpaidBreakMinutes: Minutes,
  isNight: z.boolean(),
});
export type RosterShift = z.infer<typeof RosterShift>;

export const Grade = z.enum(["assistant", "registered", "senior", "charge"]);
export type Grade = z.infer<typeof Grade>;

/** `bank`: the hospital's own staff beyond their contract, by call. `agency`: another employer's. */
export const Employment = z.enum(["contract", "bank", "agency"]);
export type Employment = z.infer<typeof Employment>;

export const RosterPerson = z.strictObject({
  personId: PersonId,
  name: z.string().min(1).max(100),
  grade: Grade,
  employment: Employment,
  skills: z.array(Skill),
  homeUnitId: UnitId,
  /** Other units they may work in, at the price of a float. */
  floatUnitIds: z.array(UnitId),
  /** 0 for bank and agency. */
  contractMinutesPerWeek: Minutes,
  /** Needs somebody of experience on the same shift. */
  isNew: z.boolean(),
  hourlyCost: z.strictObject({ regular: Points, overtime: Points }),
});
export type RosterPerson = z.infer<typeof RosterPerson>;

/** How many are needed of a shift in a unit on a day. */
export const ShiftDemand = z
  .strictObject({
    unitId: UnitId,
    day: z.number().int().min(0),
    shiftId: ShiftId,
    /** Absent: anybody who counts as a nurse. Otherwise those who have it, whatever else they can. */
    skill: Skill.optional(),
    minimum: z.number().int().min(0),
    target: z.number().int().min(0),
    maximum: z.number().int().min(0),
    price: z.strictObject({
      /** For each person below the minimum: high, but payable, so that there is always a roster. */
      belowMinimum: Points,
      belowTarget: Points,
      aboveMaximum: Points,
    }),
  })
  .refine(({ minimum, target, maximum }) => minimum <= target && target <= maximum, {
    message: "minimum, target and maximum must rise",
  });
export type ShiftDemand = z.infer<typeof ShiftDemand>;

export const AbsenceKind = z.enum(["annual-leave", "sick", "study", "parental", "other"]);
export type AbsenceKind = z.infer<typeof AbsenceKind>;

/** Days on which somebody cannot be rostered: both ends included. */
export const Absence = z.strictObject({
  personId: PersonId,
  fromDay: z.number().int(),
  toDay: z.number().int(),
  kind: AbsenceKind,
  /** What the day counts towards contract hours: paid leave does, unpaid does not. */
  creditMinutesPerDay: Minutes,
});
export type Absence = z.infer<typeof Absence>;

export const ShiftRequest = z.strictObject({
  personId: PersonId,
  day: z.number().int().min(0),
  wants: z.enum(["work", "off"]),
  /** Absent: any shift. */
  shiftId: ShiftId.optional(),
  /** Points when it is not met. */
  weight: Points,
});
export type ShiftRequest = z.infer<typeof ShiftRequest>;

/** Stays as it is, whatever it costs. */
export const Pin = z.strictObject({
  personId: PersonId,
  day: z.number().int().min(0),
  assignment: Assignment.nullable(),
});
export type Pin = z.infer<typeof Pin>;

/** What was worked before the roster's first day: -1 is the day before. */
export const PastAssignment = z.strictObject({
  personId: PersonId,
  day: z.number().int().max(-1),
  assignment: Assignment,
});
export type PastAssignment = z.infer<typeof PastAssignment>;

/** What somebody has had in the months before, so that fairness does not begin anew with each roster. */
export const FairnessBalance = z.strictObject({
  personId: PersonId,
  /** More (+) or fewer (-) than their share so far. */
  nights: z.number(),
  weekends: z.number(),
  refusedRequests: z.number(),
});
export type FairnessBalance = z.infer<typeof FairnessBalance>;

export const RosterProblem = z.strictObject({
  startsOn: CalendarDate,
  days: z.number().int().min(1).max(366),
  timeZone: z.string().min(1),
  shifts: z.array(RosterShift).min(1),
  units: z.array(z.strictObject({ unitId: UnitId, name: z.string().min(1) })).min(1),
  people: z.array(RosterPerson),
  demand: z.array(ShiftDemand),
  rules: z.array(RosterRule),
  absences: z.array(Absence),
  requests: z.array(ShiftRequest),
  pins: z.array(Pin),
  past: z.array(PastAssignment),
  balances: z.array(FairnessBalance),
  prices: z.strictObject({
    /** A shift in another unit than one's own. */
    float: Points,
    /** A shift of bank or agency staff, beside their hours. */
    bankShift: Points,
    agencyShift: Points,
    /** Absent: beyond contract hours, as rosters were paid before there was a choice. */
    overtime: OvertimeTerms.optional(),
  }),
});
export type RosterProblem = z.infer<typeof RosterProblem>;
