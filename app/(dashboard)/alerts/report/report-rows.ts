import { AlertCause } from "#models/alerts/alert";
import {
  type AlertCount,
  type AnswerTime,
  type Burden,
  burdenOf,
  perBedShift,
} from "#models/alerts/alert-report";
import { type LivePrecision, livePrecision } from "#models/alerts/disposition";
import { CAUSE_TITLES, PRIORITIES, upperFirst } from "#models/alerts/policy-phrases";
import { type Shift, SHIFT_TITLES, SHIFTS } from "#models/alerts/shift";
import type { UnitId } from "#models/shared/ids";
import type { AlertReport } from "./read-report";

export interface ReportedUnit {
  unitId: UnitId;
  name: string;
}

export interface WeekRow extends Burden {
  unit: string;
  /** Its Monday. */
  week: string;
  isRunning: boolean;
}

/** Each week of each unit, the newest first; a week without an alert has a row too. */
export function weekRows(report: AlertReport, units: readonly ReportedUnit[]): WeekRow[] {
  const running = report.weeks.at(-1);
  return report.weeks.toReversed().flatMap((week) =>
    units.map(({ unitId, name }) => {
      const isIn = (row: { week: string; unitId: UnitId }) =>
        row.week === week && row.unitId === unitId;
      const burden = burdenOf(report.counts.filter(isIn), report.bedTime.filter(isIn));
      return { unit: name, week, isRunning: week === running, ...burden };
    }),
  );
}

export interface KindRow extends Burden {
  cause: string;
  priority: string;
  precision: LivePrecision;
}

/** Each cause and priority of which there was an alert. */
export const kindRows = ({ counts, bedTime }: AlertReport): KindRow[] =>
  AlertCause.options.flatMap((cause) =>
    PRIORITIES.flatMap((priority) => {
      const own = counts.filter((count) => count.cause === cause && count.priority === priority);
      if (own.length === 0) return [];
      return [
        {
          cause: CAUSE_TITLES[cause],
          priority: upperFirst(priority),
          ...burdenOf(own, bedTime),
          precision: livePrecision(own),
        },
      ];
    }),
  );

export interface ShiftRow {
  unit: string;
  shift: string;
  alerts: number;
  /** Of the unit's alerts; undefined when it had none. */
  share: number | undefined;
  perBedShift: number | undefined;
}

/** Each unit's days and nights: how much of its load falls into the night. */
export const shiftRows = (report: AlertReport, units: readonly ReportedUnit[]): ShiftRow[] =>
  ofUnitsAndShifts(units, ({ unitId, name }, shift) => {
    const ofUnit = report.counts.filter((count) => count.unitId === unitId);
    const own = ofUnit.filter((count) => count.shift === shift);
    const bedTime = report.bedTime.filter((row) => row.unitId === unitId && row.shift === shift);
    const [alerts, all] = [sumOf(own), sumOf(ofUnit)];
    return {
      unit: name,
      shift: SHIFT_TITLES[shift],
      alerts,
      share: all === 0 ? undefined : alerts / all,
      perBedShift: perBedShift(own, bedTime),
    };
  });

export interface PrecisionRow extends LivePrecision {
  unit: string;
  shift: string;
  cause: string;
}

/** By unit, shift and cause, of those that raised an alert; each unit and shift in all comes first. */
export const precisionRows = (
  report: AlertReport,
  units: readonly ReportedUnit[],
): PrecisionRow[] =>
  ofUnitsAndShifts(units, ({ unitId, name }, shift) => {
    const own = report.counts.filter((count) => count.unitId === unitId && count.shift === shift);
    const rowOf = (cause: string, counts: readonly AlertCount[]): PrecisionRow => ({
      ...{ unit: name, shift: SHIFT_TITLES[shift], cause },
      ...livePrecision(counts),
    });
    const byCause = AlertCause.options.flatMap((cause) => {
      const ofCause = own.filter((count) => count.cause === cause);
      return ofCause.length === 0 ? [] : [rowOf(CAUSE_TITLES[cause], ofCause)];
    });
    return own.length === 0 ? [] : [rowOf("All causes", own), ...byCause];
  }).flat();

export interface AnswerRow extends AnswerTime {
  unit: string;
  shiftTitle: string;
  priorityTitle: string;
}

/** By unit and shift in all, then by priority. */
export const answerRows = (report: AlertReport, units: readonly ReportedUnit[]): AnswerRow[] =>
  ofUnitsAndShifts(units, ({ unitId, name }, shift) =>
    [null, ...PRIORITIES].flatMap((priority) => {
      const found = report.answerTimes.find(
        (row) => row.unitId === unitId && row.shift === shift && row.priority === priority,
      );
      const titles = {
        unit: name,
        shiftTitle: SHIFT_TITLES[shift],
        priorityTitle: priority ? upperFirst(priority) : "All",
      };
      return found ? [{ ...titles, ...found }] : [];
    }),
  ).flat();

const ofUnitsAndShifts = <T>(
  units: readonly ReportedUnit[],
  rowOf: (unit: ReportedUnit, shift: Shift) => T,
): T[] => units.flatMap((unit) => SHIFTS.map((shift) => rowOf(unit, shift)));

const sumOf = (counts: readonly AlertCount[]): number =>
  counts.reduce((total, { alerts }) => total + alerts, 0);

/** Alerts per occupied bed-day of each week by priority; a gap where no bed was occupied. */
export const burdenPoints = ({ weeks, counts, bedTime }: AlertReport) =>
  weeks.map((week) => {
    const time = bedTime.filter((row) => row.week === week);
    const rate = (priority: (typeof PRIORITIES)[number]): number | null =>
      burdenOf(
        counts.filter((count) => count.week === week && count.priority === priority),
        time,
      ).perBedDay ?? null;
    return { week, high: rate("high"), medium: rate("medium"), low: rate("low") };
  });

const SECONDS_PER_MINUTE = 60;

/** Minutes to the first answer of each week; a gap where nobody answered. */
export const answerPoints = ({ weeks, answerTimes }: AlertReport) =>
  weeks.map((week) => {
    const row = answerTimes.find((time) => time.week === week);
    const minutes = (seconds: number | null | undefined): number | null =>
      seconds == null ? null : seconds / SECONDS_PER_MINUTE;
    return {
      week,
      median: minutes(row?.medianSeconds),
      ninetieth: minutes(row?.ninetiethSeconds),
    };
  });

/** All in all; undefined when there was no alert. */
export const allAnswerTimes = ({ answerTimes }: AlertReport): AnswerTime | undefined =>
  answerTimes.find(({ unitId, week }) => unitId === null && week === null);
