import { countedPeriods, hourlyRates, overtimeTermsOf } from "../overtime-periods";
import { isOfContractOnly, type OvertimeTerms } from "../overtime-terms";
import type { PersonFrame, PersonLine, RosterFrame, Worked } from "../roster-frame";
import type { LineRule } from "../solver/solver-problem";
import { splitDay } from "../split-overtime";
import type { DutyTable } from "./duty-table";

interface Person {
  frame: RosterFrame;
  of: PersonFrame;
  table: DutyTable;
  blank: PersonLine;
}

/**
 * Overtime of sums in the solvers' form, by the minute, as it is paid; that of a day by itself is in the cost of
 * the duty (`dailyPremium`). Not in it: a seventh day; and where both a day and a sum are counted, the hour more
 * or less of shifts below the day's limit in the week in which the clocks change.
 */
export function overtimeRules(person: Person): LineRule[] {
  const { frame, of } = person;
  const terms = overtimeTermsOf(frame.problem);
  const { plain, overtime } = hourlyRates(of.person);
  if (isOfContractOnly(terms)) return contractRule(person, overtime);
  const premium = overtime - plain;
  const weights = terms.perDay ? capped(person, terms) : "minutes";
  const periods = countedPeriods(frame, of).map(
    ({ fromDay, toDay, plainMinutes, creditMinutes }): LineRule => ({
      ...{ kind: "sum", ruleId: "overtime", step: 1, below: 0, above: premium / 60 },
      ...{ fromDay: Math.max(0, fromDay), toDay, maximum: plainMinutes },
      weights,
      // What was overtime before the roster costs it nothing.
      offset: Math.min(plainMinutes, creditMinutes + plainBefore(person, terms, fromDay)),
    }),
  );
  return [...(premium > 0 ? periods : []), ...contractRule(person, plain)];
}

/** What a shift costs beyond the plain rate as far as its own day makes it overtime, in the hospital's currency. */
export function dailyPremium({ frame, of }: PersonLine, worked: Worked): number {
  if (of.person.employment === "agency") return 0;
  const rates = hourlyRates(of.person);
  const { overtime, double } = splitDay(worked, overtimeTermsOf(frame.problem), false);
  return ((rates.overtime - rates.plain) * overtime + (rates.double - rates.plain) * double) / 60;
}

/** Whatever goes beyond the contract's hours of the roster costs so much an hour. */
function contractRule({ frame, of }: Person, hourly: number): LineRule[] {
  if (of.person.employment !== "contract" || hourly === 0) return [];
  return [
    {
      ...{ kind: "sum", ruleId: "overtime", weights: "minutes", step: 1 },
      ...{ fromDay: 0, toDay: frame.problem.days, below: 0, above: hourly / 60 },
      ...{ maximum: of.contractMinutes, offset: Math.min(of.creditMinutes, of.contractMinutes) },
    },
  ];
}

/** Plain minutes of each duty on a day on which no clock changes: the middle one of all days. */
function capped({ table }: Person, terms: OvertimeTerms): number[] {
  return table.solverDuties.map(({ minutes }) => {
    const usual = minutes.toSorted((a, b) => a - b)[Math.floor(minutes.length / 2)] ?? 0;
    return splitDay({ paidMinutes: usual }, terms, false).plain;
  });
}

/** What the days before the roster have of a period's plain minutes. */
const plainBefore = ({ frame, blank }: Person, terms: OvertimeTerms, fromDay: number): number =>
  fromDay >= 0
    ? 0
    : blank.worked
        .slice(fromDay - frame.firstDay, -frame.firstDay)
        .reduce((sum, worked) => sum + (worked ? splitDay(worked, terms, false).plain : 0), 0);
