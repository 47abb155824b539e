import { BUILT_IN_CHARGES, type BuiltInCharge, type RosterCharge } from "../roster-charge";
import { minutesOf, type PersonLine, type Worked } from "../roster-frame";
import { begun } from "./breach";
import { counted, dayInWords, hoursInWords } from "../roster-words";

/** What a shift of somebody of this employment costs in itself: 0 of contract staff, who are paid anyway. */
export function shiftMoney({ frame, of }: PersonLine, worked: Worked): number {
  const { employment, hourlyCost } = of.person;
  if (employment === "contract") return 0;
  const { bankShift, agencyShift } = frame.problem.prices;
  const perShift = employment === "bank" ? bankShift : agencyShift;
  return perShift + (worked.paidMinutes / 60) * hourlyCost.regular;
}

export const floatMoney = ({ frame, of }: PersonLine, { unitId }: Worked): number =>
  unitId === of.person.homeUnitId ? 0 : frame.problem.prices.float;

/** Of contract staff: whole minutes beyond the contract, begun ones included, paid leave counted as worked. */
export function overtimeMinutes(line: PersonLine): number {
  const { person, contractMinutes, creditMinutes } = line.of;
  if (person.employment !== "contract") return 0;
  const minutes = minutesOf(line, 0, line.frame.problem.days) + creditMinutes;
  return begun(minutes - contractMinutes);
}

/** What the roster costs beside the contracts: bank and agency staff, overtime, shifts in other units. */
export function moneyCharges(line: PersonLine): RosterCharge[] {
  const { frame, of } = line;
  const charges: RosterCharge[] = [];
  for (const worked of line.worked.slice(-frame.firstDay)) {
    if (!worked) continue;
    const { name, employment } = of.person;
    const shift = () => `${worked.shift.name} on ${dayInWords(frame.problem, worked.day)}`;
    const float = floatMoney(line, worked);
    if (float > 0) {
      const text = `${name} works ${shift()} in ${frame.unitNames.get(worked.unitId)}, another unit than their own.`;
      charges.push(money(line, "float", worked, float, text));
    }
    if (employment === "contract") continue;
    const text = `${name} of the ${employment} works ${shift()}, ${hoursInWords(worked.paidMinutes)}.`;
    charges.push(money(line, employment, worked, shiftMoney(line, worked), text));
  }
  return [...charges, ...overtimeCharges(line)].filter(({ points }) => points > 0);
}

function overtimeCharges(line: PersonLine): RosterCharge[] {
  const minutes = overtimeMinutes(line);
  if (minutes <= 0) return [];
  const { person, contractMinutes } = line.of;
  const { days } = line.frame.problem;
  const text = `${person.name} works ${hoursInWords(minutes)} beyond a contract of ${hoursInWords(contractMinutes)} for these ${counted(days, "day")}.`;
  const whole = money(
    line,
    "overtime",
    { day: 0 },
    (minutes / 60) * person.hourlyCost.overtime,
    text,
  );
  return [{ ...whole, toDay: days }];
}

const money = (
  { of }: PersonLine,
  ruleId: BuiltInCharge,
  { day }: Pick<Worked, "day">,
  points: number,
  text: string,
): RosterCharge => ({
  ...{ kind: "money", ruleId, title: BUILT_IN_CHARGES[ruleId], personId: of.person.personId },
  ...{ fromDay: day, toDay: day + 1, steps: 1, points, isHard: false, text },
});
