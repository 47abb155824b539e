import type {
  DutySet,
  LineRule,
  Lines,
  SolverCover,
  SolverPerson,
  SolverProblem,
} from "../solver/solver-problem";
import type { CurtoisQuEmployee, CurtoisQuInstance } from "./curtois-qu-instance";

/** The instance as solvers take it: duty 0 is off, the others are the shifts in the file's order. */
export function curtoisQuProblem(instance: CurtoisQuInstance): SolverProblem {
  const { days, shifts } = instance;
  const dutyOf = new Map(shifts.map(({ shiftId }, index) => [shiftId, index + 1]));
  return {
    days,
    firstWeekday: 0,
    duties: [
      { label: "off", minutes: new Array<number>(days).fill(0) },
      ...shifts.map(({ shiftId, minutes }) => ({
        label: shiftId,
        minutes: new Array<number>(days).fill(minutes),
      })),
    ],
    people: instance.staff.map((employee) => personOf(instance, employee, dutyOf)),
    covers: instance.covers.map((cover): SolverCover => ({
      ruleId: "cover",
      label: cover.shiftId,
      day: cover.day,
      members: [{ duties: [dutyOf.get(cover.shiftId) ?? 0], weight: 1 }],
      below: [{ limit: cover.requirement, slope: cover.weightUnder }],
      above: [{ limit: cover.requirement, slope: cover.weightOver }],
    })),
  };
}

/** Lines of `employee,day,shift` with a header; days off are not in it. */
export function writeCurtoisQuRoster(instance: CurtoisQuInstance, lines: Lines): string {
  const rows = instance.staff.flatMap(({ employeeId }, person) =>
    Array.from(lines[person] ?? [], (duty, day) => ({ duty, day }))
      .filter(({ duty }) => duty > 0)
      .map(({ duty, day }) => `${employeeId},${day},${instance.shifts[duty - 1]?.shiftId ?? ""}`),
  );
  return `${["employee,day,shift", ...rows].join("\n")}\n`;
}

function personOf(
  instance: CurtoisQuInstance,
  employee: CurtoisQuEmployee,
  dutyOf: ReadonlyMap<string, number>,
): SolverPerson {
  const { days, shifts } = instance;
  const possible = shifts
    .map(({ shiftId }, index) => ({
      duty: index + 1,
      maximum: employee.maximumShifts.get(shiftId),
    }))
    .filter(({ maximum }) => maximum !== 0)
    .map(({ duty }) => duty);
  const costs = Array.from({ length: days }, () => new Float64Array(shifts.length + 1));
  for (const { wants, employeeId, day, shiftId, weight } of instance.requests) {
    if (employeeId !== employee.employeeId) continue;
    const asked = dutyOf.get(shiftId);
    costs[day]?.forEach((cost, duty, ofDay) => {
      if ((duty === asked) === (wants === "off")) ofDay[duty] = cost + weight;
    });
  }
  return {
    label: employee.employeeId,
    allowed: Array.from({ length: days }, (_, day) =>
      employee.daysOff.includes(day) ? [0] : [0, ...possible],
    ),
    costs,
    rules: rulesOf(instance, employee),
    past: [],
  };
}

function rulesOf(instance: CurtoisQuInstance, employee: CurtoisQuEmployee): LineRule[] {
  const { days, shifts } = instance;
  const duties = (isIn: (shiftId: string | undefined) => boolean): DutySet => [
    isIn(undefined),
    ...shifts.map(({ shiftId }) => isIn(shiftId)),
  ];
  const hard = { below: "hard", above: "hard" } as const;
  const whole = { fromDay: 0, toDay: days, offset: 0, step: 1, ...hard };
  return [
    ...shifts
      .filter(({ cannotBeFollowedBy }) => cannotBeFollowedBy.length > 0)
      .map((shift): LineRule => ({
        kind: "succession",
        ruleId: "succession",
        first: duties((one) => one === shift.shiftId),
        next: duties((one) => one !== undefined && shift.cannotBeFollowedBy.includes(one)),
        price: "hard",
      })),
    {
      kind: "run",
      ruleId: "consecutive-shifts",
      duties: duties((one) => one !== undefined),
      minimum: employee.minimumConsecutiveShifts,
      maximum: employee.maximumConsecutiveShifts,
      ...hard,
    },
    {
      kind: "run",
      ruleId: "consecutive-days-off",
      duties: duties((one) => one === undefined),
      minimum: employee.minimumConsecutiveDaysOff,
      ...hard,
    },
    {
      kind: "sum",
      ruleId: "minutes",
      weights: "minutes",
      minimum: employee.minimumMinutes,
      maximum: employee.maximumMinutes,
      ...whole,
    },
    ...[...employee.maximumShifts]
      .filter(([, maximum]) => maximum > 0 && maximum < days)
      .map(([shiftId, maximum]): LineRule => ({
        kind: "sum",
        ruleId: `maximum-${shiftId}`,
        weights: duties((one) => one === shiftId).map(Number),
        maximum,
        ...whole,
      })),
    {
      kind: "weekends",
      ruleId: "weekends",
      saturdays: Array.from({ length: Math.ceil(days / 7) }, (_, week) => week * 7 + 5),
      offset: 0,
      maximum: employee.maximumWeekends,
      price: "hard",
    },
  ];
}
