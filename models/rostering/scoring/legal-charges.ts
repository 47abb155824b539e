import { BUILT_IN_CHARGES, type BuiltInCharge, type RosterCharge } from "../roster-charge";
import { type PersonLine, type Worked, workedOn } from "../roster-frame";
import type { Absence, Pin, RosterPerson } from "../roster-problem";
import { dayInWords, shiftNameOf } from "../roster-words";
import { overlapBreaches } from "./rest-breaches";

export const ABSENCE_WORDS: Readonly<Record<Absence["kind"], string>> = {
  "annual-leave": "on annual leave",
  sick: "on sick leave",
  study: "on study leave",
  parental: "on parental leave",
  other: "absent",
};

export const knowsUnit = (
  { homeUnitId, floatUnitIds }: RosterPerson,
  unitId: Worked["unitId"],
): boolean => unitId === homeUnitId || floatUnitIds.includes(unitId);

/** What no roster may do, whatever its rules. */
export function legalCharges(line: PersonLine): RosterCharge[] {
  const charges: RosterCharge[] = overlapBreaches(line).map((found) => ({
    ...hard(line, "overlap", found.fromDay, found.text),
    toDay: found.toDay,
  }));
  for (let day = 0; day < line.frame.problem.days; day += 1) {
    charges.push(...dayCharges(line, day));
  }
  return charges;
}

function dayCharges(line: PersonLine, day: number): RosterCharge[] {
  const { frame, of } = line;
  const worked = workedOn(line, day);
  const absence = of.absences[day - frame.firstDay];
  const pin = of.pins.get(day);
  const { name } = of.person;
  const on = () => `on ${dayInWords(frame.problem, day)}`;
  const charges: RosterCharge[] = [];
  if (worked && absence) {
    const text = `${name} is ${ABSENCE_WORDS[absence.kind]} ${on()} and works ${worked.shift.name}.`;
    charges.push(hard(line, "absence", day, text));
  }
  if (worked && !knowsUnit(of.person, worked.unitId)) {
    const text = `${name} works in ${frame.unitNames.get(worked.unitId)} ${on()}, which is not one of their units.`;
    charges.push(hard(line, "unit", day, text));
  }
  if (pin && !isAsPinned(pin, worked)) {
    const has = worked ? `works ${worked.shift.name}` : "is off";
    charges.push(
      hard(line, "pin", day, `${name} is pinned to ${pinned(line, pin)} ${on()} and ${has}.`),
    );
  }
  return charges;
}

const pinned = ({ frame }: PersonLine, { assignment }: Pin): string =>
  assignment
    ? `${shiftNameOf(frame.problem, assignment.shiftId)} in ${frame.unitNames.get(assignment.unitId)}`
    : "a day off";

const isAsPinned = ({ assignment }: Pin, worked: Worked | null): boolean =>
  assignment?.shiftId === worked?.shift.shiftId && assignment?.unitId === worked?.unitId;

const hard = (
  { of }: PersonLine,
  ruleId: BuiltInCharge,
  day: number,
  text: string,
): RosterCharge => ({
  ...{ kind: "legal", ruleId, title: BUILT_IN_CHARGES[ruleId], personId: of.person.personId },
  ...{ fromDay: day, toDay: day + 1, steps: 1, points: 0, isHard: true, text },
});
