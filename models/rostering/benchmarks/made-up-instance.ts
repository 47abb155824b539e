import { seededRandom } from "../../deterioration/seeded-random";
import type {
  CurtoisQuEmployee,
  CurtoisQuInstance,
  CurtoisQuRequest,
  CurtoisQuShift,
} from "./curtois-qu-instance";

export interface MadeUpInstance {
  instance: CurtoisQuInstance;
  /** Shift by employee and day that the demand was made from; undefined: a day off. It breaks no hard rule. */
  planted: readonly (readonly (string | undefined)[])[];
}

/**
 * An instance in the style of the large Curtois-Qu ones, for sizes of which no file is at hand. Its demand is
 * what a made-up roster covers, so that roster's cost is a value that can be reached.
 */
export function madeUpInstance(options: {
  seed: number;
  staff: number;
  weeks: number;
  shifts: number;
}): MadeUpInstance {
  const random = seededRandom(options.seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const days = options.weeks * 7;
  const shifts = Array.from({ length: options.shifts }, (_, index): CurtoisQuShift => ({
    shiftId: `s${index + 1}`,
    minutes: [480, 480, 600][index % 3] ?? 480,
    // Later ones are later in the day; nobody goes back by more than a third of it.
    cannotBeFollowedBy: Array.from({ length: options.shifts }, (_unused, next) => next)
      .filter((next) => index - next > options.shifts / 3)
      .map((next) => `s${next + 1}`),
  }));
  const planted: (string | undefined)[][] = [];
  const staff: CurtoisQuEmployee[] = [];
  for (let index = 0; index < options.staff; index += 1) {
    const able = shifts.filter((_, shift) => shift === index % shifts.length || random() < 0.5);
    const maximumWeekends = Math.ceil(options.weeks / 2) + 1;
    const line = plantedLine(days, able, maximumWeekends, random);
    const minutes = line.reduce(
      (sum, shiftId) => sum + (shifts.find((shift) => shift.shiftId === shiftId)?.minutes ?? 0),
      0,
    );
    planted.push(line);
    staff.push({
      employeeId: `e${index + 1}`,
      maximumShifts: new Map(
        shifts.map((shift) => [shift.shiftId, able.includes(shift) ? days : 0]),
      ),
      maximumMinutes: minutes + 480,
      minimumMinutes: Math.max(0, minutes - 480),
      maximumConsecutiveShifts: 5,
      minimumConsecutiveShifts: 2,
      minimumConsecutiveDaysOff: 2,
      maximumWeekends,
      daysOff: Array.from({ length: options.weeks }, () => below(days)).filter(
        (day, at, all) => line[day] === undefined && all.indexOf(day) === at,
      ),
    });
  }
  const requests = staff.flatMap(({ employeeId }, index) =>
    Array.from({ length: options.weeks }, (): CurtoisQuRequest => {
      const day = below(days);
      const weight = 1 + below(3);
      const worked = planted[index]?.[day];
      const other = shifts[below(shifts.length)]?.shiftId ?? "s1";
      return worked !== undefined && random() < 0.9
        ? { wants: "on", employeeId, day, shiftId: worked, weight }
        : { wants: "off", employeeId, day, shiftId: other, weight };
    }),
  );
  const covers = Array.from({ length: days }, (_, day) =>
    shifts.map(({ shiftId }) => ({
      ...{ day, shiftId, weightUnder: 100, weightOver: 1 },
      requirement: planted.filter((line) => line[day] === shiftId).length,
    })),
  ).flat();
  return { instance: { days, shifts, staff, requests, covers }, planted };
}

/** Runs of two to five days, two to four off between them; a weekend too many is left out. */
function plantedLine(
  days: number,
  able: readonly CurtoisQuShift[],
  maximumWeekends: number,
  random: () => number,
): (string | undefined)[] {
  const line = new Array<string | undefined>(days).fill(undefined);
  let weekends = 0;
  let day = Math.floor(random() * 5);
  while (day + 2 <= days) {
    const length = Math.min(2 + Math.floor(random() * 4), days - day);
    const run = Array.from({ length }, (_, at) => day + at);
    const inWeekends = new Set(run.filter((at) => at % 7 >= 5).map((at) => Math.floor(at / 7)));
    if (weekends + inWeekends.size <= maximumWeekends) {
      weekends += inWeekends.size;
      const shift = able[Math.floor(random() * able.length)];
      for (const at of run) line[at] = shift?.shiftId;
    }
    day += length + 2 + Math.floor(random() * 3);
  }
  return line;
}
