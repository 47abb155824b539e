import { countedPeriods, overtimePeriods, overtimeTermsOf } from "./overtime-periods";
import type { OvertimeTerms } from "./overtime-terms";
import { type PersonLine, type Worked, workedOn } from "./roster-frame";

/** Paid minutes of a shift by the rate they are paid at; they add up to all of them. */
export interface PaidMinutes {
  plain: number;
  overtime: number;
  double: number;
}

/**
 * How each day of the roster is paid; null where nothing is worked. First what a day makes overtime, then what
 * a period has beyond its sum of the plain minutes that are left: the last of it are overtime, in the order
 * worked. So a minute is overtime once, and of eight and eighty the larger is paid (29 CFR 778.601).
 *
 * Minutes are those that pass: a night on which the clocks change has an hour more or less. A shift counts
 * whole on the day on which it begins, as with a day of work that begins with the first shift (California
 * Labor Code, section 500; 29 CFR 778.105 lets an employer fix it). Agency staff are another employer's.
 */
export function splitOvertime(line: PersonLine): (PaidMinutes | null)[] {
  const { frame, of } = line;
  const terms = overtimeTermsOf(frame.problem);
  const isOurs = of.person.employment !== "agency";
  const isSeventh = isOurs ? seventhDays(line, terms) : () => false;
  const split = line.worked.map((worked) => {
    if (!worked) return null;
    return isOurs ? splitDay(worked, terms, isSeventh(worked.day)) : allPlain(worked);
  });
  for (const { fromDay, toDay, plainMinutes, creditMinutes } of countedPeriods(frame, of)) {
    let left = Math.max(0, Math.floor(plainMinutes - creditMinutes + 1e-9));
    for (const day of split.slice(fromDay - frame.firstDay, toDay - frame.firstDay)) {
      if (!day) continue;
      const kept = Math.min(day.plain, left);
      left -= kept;
      day.overtime += day.plain - kept;
      day.plain = kept;
    }
  }
  return split.slice(-frame.firstDay);
}

const allPlain = ({ paidMinutes: plain }: Worked): PaidMinutes => ({
  ...{ plain, overtime: 0, double: 0 },
});

/** Of a shift by itself, whatever else is worked in its period. */
export function splitDay(
  { paidMinutes }: Pick<Worked, "paidMinutes">,
  { perDay, seventhDay }: OvertimeTerms,
  isSeventh: boolean,
): PaidMinutes {
  const doubleBeyond = Math.min(
    perDay?.doubleBeyondMinutes ?? Infinity,
    isSeventh ? (seventhDay?.doubleBeyondMinutes ?? Infinity) : Infinity,
  );
  const double = Math.max(0, paidMinutes - doubleBeyond);
  const single = paidMinutes - double;
  const plain = isSeventh ? 0 : Math.min(single, perDay?.beyondMinutes ?? Infinity);
  return { plain, overtime: single - plain, double };
}

function seventhDays(line: PersonLine, terms: OvertimeTerms): (day: number) => boolean {
  if (!terms.seventhDay) return () => false;
  const weeks = overtimePeriods(line.frame.problem, terms, 1).filter(
    ({ fromDay, toDay }) => fromDay >= line.frame.firstDay && toDay <= line.frame.problem.days,
  );
  const isWhole = ({ fromDay, toDay }: { fromDay: number; toDay: number }) =>
    Array.from({ length: toDay - fromDay }, (_, at) => fromDay + at).every(
      (day) => workedOn(line, day) !== null,
    );
  const sevenths = new Set(weeks.filter(isWhole).map(({ toDay }) => toDay - 1));
  return (day) => sevenths.has(day);
}

/** Minutes of contract staff beyond the contract's hours of the roster, paid leave counted as worked. */
export function minutesBeyondContract(line: PersonLine): number {
  const { person, contractMinutes, creditMinutes } = line.of;
  if (person.employment !== "contract") return 0;
  const worked = line.worked
    .slice(-line.frame.firstDay)
    .reduce((sum, shift) => sum + (shift?.paidMinutes ?? 0), 0);
  const left = Math.max(0, Math.floor(contractMinutes - creditMinutes + 1e-9));
  return Math.max(0, worked - left);
}
