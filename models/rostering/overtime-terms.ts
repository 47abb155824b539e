import { z } from "zod";
import { dayAfter, weekdayOf } from "../shared/calendar-date";

/** How much of what is worked is paid as overtime, as data: a shift counts on the day on which it begins. */
export const OvertimeTerms = z.strictObject({
  /** The named set it was taken from, for those who read it. */
  setId: z.string().min(1).max(60),
  /** Beyond so many minutes of a day: the plain rate, then that of overtime, then twice the plain one. */
  perDay: z
    .strictObject({
      beyondMinutes: z.number().int().min(0).max(1_440).optional(),
      doubleBeyondMinutes: z.number().int().min(0).max(1_440).optional(),
    })
    .optional(),
  /** Beyond a sum, of what its days have not made overtime already: no minute is paid twice. */
  perPeriod: z
    .strictObject({
      /** Whole weeks, one period after the other; absent: the whole roster is one. */
      weeks: z.number().int().min(1).max(52).optional(),
      /**
       * A number is of hours worked, by law, of all but agency staff. `contract` is the person's own hours, of
       * contract staff alone, with paid leave counted as worked.
       */
      beyondMinutes: z.union([z.number().int().min(0), z.literal("contract")]),
    })
    .optional(),
  /** Work on the last day of a week of which every day is worked: overtime, twice the rate beyond so much. */
  seventhDay: z
    .strictObject({ doubleBeyondMinutes: z.number().int().min(0).max(1_440) })
    .optional(),
  /** The first day of one of its weeks and periods: all others follow from it. By the hospital's calendar. */
  weeksFrom: z.iso.date(),
});
export type OvertimeTerms = z.infer<typeof OvertimeTerms>;

const HOUR = 60;
/** A Monday. The law lets an employer fix where its week begins (29 CFR 778.105). */
const A_MONDAY = "2024-01-01";

export const OVERTIME_SET_IDS = [
  "contract",
  "flsa-40",
  "flsa-8-80",
  "california",
  "california-12",
] as const;
export type OvertimeSetId = (typeof OVERTIME_SET_IDS)[number];

interface OvertimeSet {
  title: string;
  about: string;
  /** Where the text is. */
  source: string;
  terms: OvertimeTerms;
}

const overtimeSet = (
  setId: OvertimeSetId,
  { title, about, source, ...terms }: Omit<OvertimeSet, "terms"> & Partial<OvertimeTerms>,
): OvertimeSet => ({
  ...{ title, about, source },
  terms: { weeksFrom: A_MONDAY, ...terms, setId },
});

export const OVERTIME_SETS: Readonly<Record<OvertimeSetId, OvertimeSet>> = {
  contract: overtimeSet("contract", {
    title: "Contract hours of the roster (EU)",
    about: "Beyond the contract's hours of the whole roster, paid leave counted as worked.",
    source: "Agreement: Directive 2003/88/EC limits hours and leaves their pay to contracts",
    perPeriod: { beyondMinutes: "contract" },
  }),
  "flsa-40": overtimeSet("flsa-40", {
    title: "United States: 40 hours a week",
    about: "Beyond 40 hours worked in a week.",
    source: "Fair Labor Standards Act, 29 USC 207 (a) (1); hours worked: 29 CFR 778.216 to 778.218",
    perPeriod: { weeks: 1, beyondMinutes: 40 * HOUR },
  }),
  "flsa-8-80": overtimeSet("flsa-8-80", {
    title: "United States hospitals: 8 and 80",
    about: "Beyond 8 hours a day and 80 hours in two weeks, by agreement with the staff.",
    source: "Fair Labor Standards Act, 29 USC 207 (j); 29 CFR 778.601",
    perDay: { beyondMinutes: 8 * HOUR },
    perPeriod: { weeks: 2, beyondMinutes: 80 * HOUR },
  }),
  california: overtimeSet("california", {
    title: "California: 8 hours a day, 40 a week",
    about: "Beyond 8 hours a day and 40 a week; double beyond 12 hours and on a seventh day.",
    source: "California Labor Code, section 510 (a)",
    perDay: { beyondMinutes: 8 * HOUR, doubleBeyondMinutes: 12 * HOUR },
    perPeriod: { weeks: 1, beyondMinutes: 40 * HOUR },
    seventhDay: { doubleBeyondMinutes: 8 * HOUR },
  }),
  "california-12": overtimeSet("california-12", {
    title: "California: 12-hour days by agreement",
    about: "Beyond 40 hours a week; double beyond 12 hours a day.",
    source: "Wage Order 5-2001 (8 CCR 11050), section 3 (B); California Labor Code, section 511",
    perDay: { doubleBeyondMinutes: 12 * HOUR },
    perPeriod: { weeks: 1, beyondMinutes: 40 * HOUR },
    seventhDay: { doubleBeyondMinutes: 8 * HOUR },
  }),
};

/** Whether it matters on which day its weeks begin. */
export const hasWeeks = ({ perPeriod, seventhDay }: OvertimeTerms): boolean =>
  seventhDay !== undefined || perPeriod?.weeks !== undefined;

/**
 * A named set whose weeks begin on this day; 0 is Monday. What a roster has is kept where it is that already:
 * with it, which week a fortnight begins with, and limits of the hospital's own.
 */
export function overtimeOf(
  setId: OvertimeSetId,
  weekBeginsOn: number,
  known?: OvertimeTerms,
): OvertimeTerms {
  if (known?.setId === setId && weekdayOf(known.weeksFrom) === weekBeginsOn) return known;
  const { terms } = OVERTIME_SETS[setId];
  const { weeksFrom } = terms;
  return { ...terms, weeksFrom: dayAfter(weeksFrom, weekBeginsOn - weekdayOf(weeksFrom)) };
}

/** What a roster goes by of which nothing was chosen. */
export const DEFAULT_OVERTIME: OvertimeTerms = OVERTIME_SETS.contract.terms;

/** By the contract of the whole roster alone: overtime is then what goes beyond the hours paid anyway. */
export const isOfContractOnly = ({ perDay, perPeriod, seventhDay }: OvertimeTerms): boolean =>
  !perDay && !seventhDay && perPeriod?.beyondMinutes === "contract" && !perPeriod.weeks;
