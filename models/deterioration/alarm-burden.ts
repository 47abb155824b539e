export interface PatientHours {
  firstRow: number;
  rows: number;
  isSeptic: boolean;
}

export interface AlarmBurden {
  alarmsPerPatientDay: number;
  /** Share of septic patients with an alarm from 12 h before onset to 3 h after it. */
  caughtShare: number;
  /** Share of alarms that were raised in that window of a septic patient. */
  positivePredictiveValue: number;
  /** From the first alarm in the window to onset; undefined when none was caught. */
  medianLeadHours: number | undefined;
}

/** An alarm is answered and silent for this long before it may be raised for the same patient again. */
export const LOCK_OUT_HOURS = 6;
const EARLIEST = -12;
const LATEST = 3;

/** What the alarms of one patient were. */
export interface PatientAlarms {
  alarms: number;
  /** Raised in the window of a septic patient. */
  rightAlarms: number;
  hours: number;
  /** Septic, with at least an hour of the window in the record. */
  isCatchable: boolean;
  /** From the first right alarm to onset; undefined without one. */
  leadHours: number | undefined;
}

/** Alarms hour by hour with a lock-out, over a whole record. */
export function alarmsOf(
  { firstRow, rows, isSeptic }: PatientHours,
  hoursFromOnset: ArrayLike<number>,
  isAbove: (row: number) => boolean,
  lockOutHours = LOCK_OUT_HOURS,
): PatientAlarms {
  let alarms = 0;
  let rightAlarms = 0;
  let silentUntil = firstRow;
  let firstRight: number | undefined;
  let hasWindow = false;
  for (let row = firstRow; row < firstRow + rows; row += 1) {
    const distance = hoursFromOnset[row] ?? NaN;
    const isInWindow = distance >= EARLIEST && distance <= LATEST;
    hasWindow ||= isInWindow;
    if (row < silentUntil || !isAbove(row)) continue;
    alarms += 1;
    silentUntil = row + lockOutHours;
    if (!isInWindow) continue;
    rightAlarms += 1;
    firstRight ??= distance;
  }
  return {
    alarms,
    rightAlarms,
    hours: rows,
    isCatchable: isSeptic && hasWindow,
    leadHours: firstRight === undefined ? undefined : 0 - firstRight,
  };
}

/** What nurses would live with. */
export function alarmBurden(
  patients: readonly PatientHours[],
  hoursFromOnset: ArrayLike<number>,
  isAbove: (row: number) => boolean,
  lockOutHours = LOCK_OUT_HOURS,
): AlarmBurden {
  let alarms = 0;
  let rightAlarms = 0;
  let hours = 0;
  let catchable = 0;
  const leads: number[] = [];
  for (const patient of patients) {
    const one = alarmsOf(patient, hoursFromOnset, isAbove, lockOutHours);
    alarms += one.alarms;
    rightAlarms += one.rightAlarms;
    hours += one.hours;
    if (one.isCatchable) catchable += 1;
    if (one.leadHours !== undefined) leads.push(one.leadHours);
  }
  return {
    alarmsPerPatientDay: alarms / (hours / 24),
    caughtShare: leads.length / catchable,
    positivePredictiveValue: alarms === 0 ? 0 : rightAlarms / alarms,
    medianLeadHours: median(leads),
  };
}

/**
 * The highest threshold at which at least that share of septic patients is caught, so that ways of scoring
 * can be compared at one sensitivity; `burdenAt` is asked some twenty times. With a lock-out a lower threshold
 * may miss what a higher one caught (its alarm came before the window), but so seldom that halving finds the
 * place. Undefined when even the lowest score catches fewer.
 */
export function matchSensitivity(
  scores: ArrayLike<number>,
  caughtShare: number,
  burdenAt: (threshold: number) => AlarmBurden,
): { threshold: number; burden: AlarmBurden } | undefined {
  const ranked = Float32Array.from(scores).sort();
  let found: { threshold: number; burden: AlarmBurden } | undefined;
  for (let from = 0, to = ranked.length - 1; from <= to;) {
    const place = (from + to) >>> 1;
    const threshold = ranked[place] ?? NaN;
    const burden = burdenAt(threshold);
    if (burden.caughtShare >= caughtShare) {
      found = { threshold, burden };
      from = place + 1;
    } else {
      to = place - 1;
    }
  }
  return found;
}

/** The upper one of two in the middle. */
function median(values: number[]): number | undefined {
  values.sort((one, other) => one - other);
  return values[Math.floor(values.length / 2)];
}
