import { BUILT_IN_CHARGES, type BuiltInCharge, type RosterCharge } from "../roster-charge";
import { hourlyRates, overtimeTermsOf } from "../overtime-periods";
import { isOfContractOnly } from "../overtime-terms";
import type { PersonLine, Worked } from "../roster-frame";
import { minutesBeyondContract, splitOvertime } from "../split-overtime";
import { counted, dayInWords, hoursInWords } from "../roster-words";

/** What a shift of somebody of this employment costs in itself: 0 of contract staff, who are paid anyway. */
export function shiftMoney(line: PersonLine, worked: Worked): number {
  const { employment, hourlyCost } = line.of.person;
  if (employment === "contract") return 0;
  return shiftPrice(line) + (worked.paidMinutes / 60) * hourlyCost.regular;
}

/** Of each shift, whatever its hours. */
export function shiftPrice({ frame, of }: PersonLine): number {
  const { bankShift, agencyShift } = frame.problem.prices;
  return { contract: 0, bank: bankShift, agency: agencyShift }[of.person.employment];
}

export const floatMoney = ({ frame, of }: PersonLine, { unitId }: Worked): number =>
  unitId === of.person.homeUnitId ? 0 : frame.problem.prices.float;

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

/**
 * What hours cost beyond those that contracts pay anyway. By the contract alone all of it is overtime. By other
 * rules hours within the contract may be overtime too, which then costs what it is paid beyond the plain rate;
 * and hours beyond it may not be, which then cost the plain one.
 */
function overtimeCharges(line: PersonLine): RosterCharge[] {
  const { frame, of } = line;
  const { person, contractMinutes } = of;
  const { days } = frame.problem;
  const rates = hourlyRates(person);
  const beyond = minutesBeyondContract(line);
  const ofRoster = (ruleId: BuiltInCharge, points: number, text: string): RosterCharge => ({
    ...money(line, ruleId, { day: 0 }, points, text),
    toDay: days,
  });
  const contract = `beyond a contract of ${hoursInWords(contractMinutes)} for these ${counted(days, "day")}`;
  if (isOfContractOnly(overtimeTermsOf(frame.problem))) {
    const text = `${person.name} works ${hoursInWords(beyond)} ${contract}.`;
    return [ofRoster("overtime", (beyond / 60) * rates.overtime, text)];
  }
  const split = splitOvertime(line).filter((day) => day !== null);
  const sum = (kind: "overtime" | "double") =>
    split.reduce((minutes, day) => minutes + day[kind], 0);
  const [overtime, double] = [sum("overtime"), sum("double")];
  const premium =
    (overtime / 60) * (rates.overtime - rates.plain) + (double / 60) * (rates.double - rates.plain);
  const ofDouble = double > 0 ? `, ${hoursInWords(double)} of them paid double` : "";
  return [
    ofRoster(
      "overtime",
      premium,
      `${person.name} works ${hoursInWords(overtime + double)} of overtime${ofDouble}.`,
    ),
    ofRoster(
      "beyond-contract",
      (beyond / 60) * rates.plain,
      `${person.name} works ${hoursInWords(beyond)} ${contract}, at the plain rate.`,
    ),
  ];
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
