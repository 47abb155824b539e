/** Days in a row; the last one is excluded. */
export interface DayRange {
  fromDay: number;
  toDay: number;
}

/**
 * All windows of so many days that end in the roster and of which every day is known; where there is none, the
 * one of all that is known.
 */
export function windowsOf(length: number, firstDay: number, days: number): DayRange[] {
  const windows: DayRange[] = [];
  for (let toDay = Math.max(1, firstDay + length); toDay <= days; toDay += 1) {
    windows.push({ fromDay: toDay - length, toDay });
  }
  return windows.length > 0 ? windows : [{ fromDay: firstDay, toDay: days }];
}

/** The same of whole weeks: only those that end with a week of the roster, or with its last day. */
export const weekWindowsOf = (weeks: number, firstDay: number, days: number): DayRange[] =>
  windowsOf(7 * weeks, firstDay, days).filter(({ toDay }) => toDay % 7 === 0 || toDay === days);

/** Of all weekends with a day that is known, so many in a row, one of them at least with a day in the roster. */
export function weekendWindows(saturdays: readonly number[], weeks: number): number[][] {
  const windows: number[][] = [];
  for (let end = Math.min(weeks, saturdays.length); end <= saturdays.length; end += 1) {
    const window = saturdays.slice(Math.max(0, end - weeks), end);
    if ((window.at(-1) ?? -2) + 1 >= 0) windows.push(window);
  }
  return windows;
}
