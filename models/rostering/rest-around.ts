import { type PersonLine, type Worked, workedOn } from "./roster-frame";
import { minutesBetween } from "./shift-instants";

/** Rest before and after a shift, in hours; undefined: nothing is known to be worked on that side of it. */
export interface RestAround {
  restHoursBefore: number | undefined;
  restHoursAfter: number | undefined;
}

/** Rest around what somebody works on a day; both undefined where nothing is worked. */
export function restAround(line: PersonLine, day: number): RestAround {
  const { firstDay } = line.frame;
  const shift = workedOn(line, day);
  const isWorked = (worked: Worked | null) => worked !== null;
  const before = line.worked.slice(0, day - firstDay).findLast(isWorked);
  const after = line.worked.slice(day - firstDay + 1).find(isWorked);
  return {
    restHoursBefore: before && shift ? minutesBetween(before, shift) / 60 : undefined,
    restHoursAfter: after && shift ? minutesBetween(shift, after) / 60 : undefined,
  };
}
