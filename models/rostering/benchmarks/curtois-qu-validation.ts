import { type Result, err, ok } from "../../shared/result";
import type { CurtoisQuEmployee, CurtoisQuInstance } from "./curtois-qu-instance";

// What a roster file costs by the benchmark's own rules, read from the instance and the file alone. Shares
// nothing with the solver's form of the problem, so that a mistake there cannot hide itself.

export interface CurtoisQuVerdict {
  cost: number;
  /** One line of words for each hard rule that is broken. */
  hardViolations: readonly string[];
}

/** Shift of each employee and day; nothing there: a day off. */
export type CurtoisQuRoster = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** Reads `employee,day,shift` lines with a header. */
export function parseCurtoisQuRoster(csv: string): Result<CurtoisQuRoster, string> {
  const [header, ...rows] = csv.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (header?.trim() !== "employee,day,shift") return err("The header must be employee,day,shift");
  const roster = new Map<string, Map<number, string>>();
  for (const row of rows) {
    const [employeeId = "", dayText = "", shiftId = "", ...rest] = row
      .split(",")
      .map((field) => field.trim());
    const day = Number(dayText);
    const isWhole = employeeId !== "" && shiftId !== "" && rest.length === 0;
    if (!isWhole || !/^\d+$/.test(dayText)) return err(`Cannot read ${row}`);
    const line = roster.get(employeeId) ?? new Map<number, string>();
    if (line.has(day)) return err(`${employeeId} has two shifts on day ${day}`);
    roster.set(employeeId, line.set(day, shiftId));
  }
  return ok(roster);
}

export function judgeCurtoisQuRoster(
  instance: CurtoisQuInstance,
  roster: CurtoisQuRoster,
): CurtoisQuVerdict {
  const staffIds = new Set(instance.staff.map(({ employeeId }) => employeeId));
  const strangers = [...roster.keys()].filter((employeeId) => !staffIds.has(employeeId));
  return {
    cost: requestCost(instance, roster) + coverCost(instance, roster),
    hardViolations: [
      ...strangers.map((employeeId) => `${employeeId} is not on the staff`),
      ...instance.staff.flatMap((employee) =>
        brokenRules(instance, employee, roster.get(employee.employeeId) ?? new Map()).map(
          (what) => `${employee.employeeId}: ${what}`,
        ),
      ),
    ],
  };
}

function requestCost({ requests }: CurtoisQuInstance, roster: CurtoisQuRoster): number {
  let cost = 0;
  for (const { wants, employeeId, day, shiftId, weight } of requests) {
    const isWorked = roster.get(employeeId)?.get(day) === shiftId;
    if (isWorked !== (wants === "on")) cost += weight;
  }
  return cost;
}

function coverCost({ covers }: CurtoisQuInstance, roster: CurtoisQuRoster): number {
  let cost = 0;
  for (const { day, shiftId, requirement, weightUnder, weightOver } of covers) {
    let present = 0;
    for (const line of roster.values()) if (line.get(day) === shiftId) present += 1;
    cost += present < requirement ? (requirement - present) * weightUnder : 0;
    cost += present > requirement ? (present - requirement) * weightOver : 0;
  }
  return cost;
}

function brokenRules(
  instance: CurtoisQuInstance,
  employee: CurtoisQuEmployee,
  line: ReadonlyMap<number, string>,
): string[] {
  const broken: string[] = [];
  const say = (isBroken: boolean, what: string) => {
    if (isBroken) broken.push(what);
  };
  const shifts = new Map(instance.shifts.map((shift) => [shift.shiftId, shift]));
  let minutes = 0;
  const worked = new Map<string, number>();
  for (const [day, shiftId] of line) {
    const shift = shifts.get(shiftId);
    say(!shift, `shift ${shiftId} does not exist`);
    say(day >= instance.days, `day ${day} is beyond the horizon`);
    say(employee.daysOff.includes(day), `works on day off ${day}`);
    const next = line.get(day + 1);
    const isForbidden = next !== undefined && (shift?.cannotBeFollowedBy.includes(next) ?? false);
    say(isForbidden, `${next ?? ""} follows ${shiftId} after day ${day}`);
    minutes += shift?.minutes ?? 0;
    worked.set(shiftId, (worked.get(shiftId) ?? 0) + 1);
  }
  say(minutes > employee.maximumMinutes, `works ${minutes} minutes`);
  say(minutes < employee.minimumMinutes, `works only ${minutes} minutes`);
  for (const [shiftId, times] of worked) {
    const maximum = employee.maximumShifts.get(shiftId) ?? 0;
    say(times > maximum, `works ${shiftId} ${times} times`);
  }
  let weekends = 0;
  for (let saturday = 5; saturday < instance.days; saturday += 7) {
    if (line.has(saturday) || line.has(saturday + 1)) weekends += 1;
  }
  say(weekends > employee.maximumWeekends, `works on ${weekends} weekends`);
  return [...broken, ...brokenRuns(instance.days, employee, line)];
}

/** Runs that touch an end of the horizon may be longer than they look, so they are never too short. */
function brokenRuns(
  days: number,
  employee: CurtoisQuEmployee,
  line: ReadonlyMap<number, string>,
): string[] {
  const broken: string[] = [];
  for (let start = 0; start < days;) {
    const isWork = line.has(start);
    let end = start + 1;
    while (end < days && line.has(end) === isWork) end += 1;
    const isWhole = start > 0 && end < days;
    const minimum = isWork ? employee.minimumConsecutiveShifts : employee.minimumConsecutiveDaysOff;
    const what = `${end - start} days ${isWork ? "of work" : "off"} in a row from day ${start}`;
    if (isWhole && end - start < minimum) broken.push(`only ${what}`);
    if (isWork && end - start > employee.maximumConsecutiveShifts) broken.push(what);
    start = end;
  }
  return broken;
}
