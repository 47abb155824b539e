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

/** What nurses would live with: alarms hour by hour with a lock-out, over whole records. */
export function alarmBurden(
  patients: readonly PatientHours[],
  hoursFromOnset: ArrayLike<number>,
  isAbove: (row: number) => boolean,
): AlarmBurden {
  let alarms = 0;
  let rightAlarms = 0;
  let hours = 0;
  let catchable = 0;
  const leads: number[] = [];
  for (const { firstRow, rows, isSeptic } of patients) {
    const end = firstRow + rows;
    let silentUntil = firstRow;
    let firstRight: number | undefined;
    let hasWindow = false;
    for (let row = firstRow; row < end; row += 1) {
      const distance = hoursFromOnset[row] ?? NaN;
      const isInWindow = distance >= EARLIEST && distance <= LATEST;
      hasWindow ||= isInWindow;
      if (row < silentUntil || !isAbove(row)) continue;
      alarms += 1;
      silentUntil = row + LOCK_OUT_HOURS;
      if (!isInWindow) continue;
      rightAlarms += 1;
      firstRight ??= distance;
    }
    hours += rows;
    if (isSeptic && hasWindow) catchable += 1;
    if (firstRight !== undefined) leads.push(-firstRight);
  }
  leads.sort((one, other) => one - other);
  return {
    alarmsPerPatientDay: alarms / (hours / 24),
    caughtShare: leads.length / catchable,
    positivePredictiveValue: alarms === 0 ? 0 : rightAlarms / alarms,
    medianLeadHours: leads[Math.floor(leads.length / 2)],
  };
}
