/** Half-open: `from` is in, `to` is out. */
export interface TimeRange {
  from: Date;
  to: Date;
}

export const MS_PER_SECOND = 1_000;
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

export const hoursBefore = (to: Date, hours: number): TimeRange => ({
  from: new Date(to.getTime() - hours * MS_PER_HOUR),
  to,
});
