import { dayAfter, weekdayOf } from "../shared/calendar-date";
import type { UnitId } from "../shared/ids";
import { MS_PER_MINUTE } from "../shared/time-range";
import { hourlyRates } from "./overtime-periods";
import type { PaidAs, PaidShift } from "./roster-cost";
import type { PersonId } from "./roster-ids";
import type { RosterProblem, RosterShift } from "./roster-problem";
import { wallClock } from "./shift-instants";

/** `contract` and `bank` are at the plain rate, whichever hours of the contract they are. */
export type PayKind = "contract" | "overtime" | "double-time" | "bank" | "agency";

/** A shift, or the part of it that is paid in one way. Money is in the hospital's currency. */
export interface PayLine {
  personId: PersonId;
  /** `2026-11-30`: the day on which the shift begins, to which all of it belongs. */
  on: string;
  unitId: UnitId;
  shift: RosterShift;
  /** Of the whole shift, milliseconds since 1970. */
  startAt: number;
  endAt: number;
  kind: PayKind;
  /** Paid ones; the unpaid break is taken from all hours of the shift alike. */
  minutes: number;
  /** Of the paid ones, those by night and on a Saturday or Sunday. */
  nightMinutes: number;
  weekendMinutes: number;
  /** For an hour. */
  rate: number;
  /** For the shift, whatever its hours: of bank and agency staff. */
  shiftPrice: number;
  /** For a shift in another unit than one's own: on its first line. */
  floatPrice: number;
  /** Hours at their rate and both prices, in whole hundredths. */
  amount: number;
}

/**
 * By night is from 23:00 to 06:00: the seven hours that hold where nothing else was agreed (The Working Time
 * Regulations 1998, regulation 2), within Directive 2003/88/EC, article 2 (3).
 */
export const NIGHT_HOURS = { from: "23:00", to: "06:00" } as const;

const FIRST_DAY_OF_WEEKEND = 5;

const KINDS: Readonly<Record<PaidAs, PayKind>> = {
  ...{ regular: "contract", overtime: "overtime", doubleTime: "double-time" },
  ...{ bank: "bank", agency: "agency" },
};

/** The shifts of a roster line by line: a further one of a shift in which overtime begins, or double time. */
export function payLines(
  calendar: Pick<RosterProblem, "startsOn" | "timeZone" | "prices">,
  shifts: readonly PaidShift[],
): PayLine[] {
  const clock = wallClock(calendar);
  const { bankShift, agencyShift } = calendar.prices;
  const shiftPrices = {
    ...{ regular: 0, overtime: 0, doubleTime: 0 },
    ...{ bank: bankShift, agency: agencyShift },
  };
  return shifts.flatMap(({ person, worked, paid, floatMoney }) => {
    const { day, unitId, shift, startAt, endAt } = worked;
    const nights = [day - 1, day, day + 1].map((of) => ({
      ...{ from: clock(of, NIGHT_HOURS.from), to: clock(of + 1, NIGHT_HOURS.to) },
    }));
    const weekend = [day, day + 1]
      .filter((of) => weekdayOf(dayAfter(calendar.startsOn, of)) >= FIRST_DAY_OF_WEEKEND)
      .map((of) => ({ from: clock(of, "00:00"), to: clock(of + 1, "00:00") }));

    // Of a bank shift that is overtime as a whole, its price is still a line.
    const parts = paid.filter(
      ({ work }, at) => work.minutes > 0 || work.money > 0 || (at === 0 && !isPaid(worked)),
    );
    const rates = hourlyRates(person);
    const rateOf: Readonly<Record<PaidAs, number>> = {
      ...{ regular: rates.plain, bank: rates.plain, agency: rates.plain },
      ...{ overtime: rates.overtime, doubleTime: rates.double },
    };
    let before = 0;
    return parts.map(({ as, work }, at): PayLine => {
      const after = before + work.minutes;
      const within = (ranges: readonly Range[]) =>
        paidWithin(worked, ranges, after) - paidWithin(worked, ranges, before);
      const floatPrice = at === 0 ? floatMoney : 0;
      const line = {
        ...{ personId: person.personId, on: dayAfter(calendar.startsOn, day), unitId, shift },
        ...{ startAt, endAt, kind: KINDS[as] },
        ...{ minutes: work.minutes, nightMinutes: within(nights), weekendMinutes: within(weekend) },
        rate: rateOf[as],
        ...{ shiftPrice: shiftPrices[as], floatPrice, amount: work.money + floatPrice },
      };
      before = after;
      return line;
    });
  });
}

type Range = Readonly<{ from: number; to: number }>;

const isPaid = ({ paidMinutes }: PaidShift["worked"]): boolean => paidMinutes > 0;

/**
 * Of the first paid minutes of a shift, those within the ranges, whole ones. Nobody knows when the break was,
 * so paid minutes are spread evenly over the shift.
 */
function paidWithin(
  { startAt, endAt, paidMinutes }: PaidShift["worked"],
  ranges: readonly Range[],
  minutes: number,
): number {
  if (paidMinutes === 0) return 0;
  const share = (paidMinutes * MS_PER_MINUTE) / (endAt - startAt);
  const until = startAt + (minutes * MS_PER_MINUTE) / share;
  const within = ranges.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(until, to) - Math.max(startAt, from)),
    0,
  );
  return Math.round((within / MS_PER_MINUTE) * share);
}
