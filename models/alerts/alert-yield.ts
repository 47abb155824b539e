import { MS_PER_DAY, MS_PER_HOUR } from "../shared/time-range";
import { isWorse } from "./priority";
import { raisedAtOf, type ReplayedAlert } from "./alert-replay";

/** A patient whose alerts and whose event are known. Epoch milliseconds on the feed's clock. */
export interface WatchedPatient {
  from: number;
  to: number;
  /** When the event began; undefined for a patient who had none. */
  eventAt: number | undefined;
  alerts: readonly ReplayedAlert[];
}

export interface YieldRules {
  /** How long before an event an alert counts for the second sensitivity, and for the lead time. */
  lookBackHours: number;
  /** Within so long after an alert the event must come for the alert to have been right. */
  horizonHours: number;
  /** The hour of the day at an instant, 0 to 23; absent where the records have no clock. */
  hourOfDay?: (at: number) => number;
}

export const YIELD_RULES = { lookBackHours: 12, horizonHours: 24 } as const satisfies YieldRules;

/** Night is from 22 to 6. */
export const NIGHT = { from: 22, to: 6 } as const;

/** What one patient adds to the figures: ratios of sums, so that patients can be drawn again. */
export interface PatientYield {
  days: number;
  alerts: number;
  /** Raised, or become worse: each time attention is asked for. */
  asks: number;
  rightAlerts: number;
  nightAlerts: number;
  underAlertDays: number;
  /** The event came while the patient was watched, so that an alert could come before it. */
  isEvent: boolean;
  isCaught: boolean;
  isCaughtInWindow: boolean;
  /** Raised, or raised earlier and still open, in the window before the event. */
  isUnderAlertInWindow: boolean;
  /** From the first alert raised in the window to the event. */
  leadHours: number | undefined;
}

export function patientYield(
  { from, to, eventAt, alerts }: WatchedPatient,
  rules: YieldRules,
): PatientYield {
  const raised = alerts.map(raisedAtOf);
  const isEvent = eventAt !== undefined && eventAt > from;
  const before = isEvent ? raised.filter((at) => at < eventAt) : [];
  const windowFrom = isEvent ? eventAt - rules.lookBackHours * MS_PER_HOUR : NaN;
  const inWindow = before.filter((at) => at >= windowFrom);
  const horizonFrom = isEvent ? eventAt - rules.horizonHours * MS_PER_HOUR : NaN;
  const { hourOfDay } = rules;
  return {
    days: (to - from) / MS_PER_DAY,
    alerts: alerts.length,
    asks: alerts.reduce((sum, alert) => sum + asksOf(alert), 0),
    rightAlerts: before.filter((at) => at >= horizonFrom).length,
    nightAlerts: hourOfDay ? raised.filter((at) => isNight(hourOfDay(at))).length : 0,
    underAlertDays: coveredMs(alerts) / MS_PER_DAY,
    isEvent,
    isCaught: before.length > 0,
    isCaughtInWindow: inWindow.length > 0,
    isUnderAlertInWindow:
      isEvent && alerts.some((alert) => raisedAtOf(alert) < eventAt && alert.endedAt >= windowFrom),
    leadHours:
      isEvent && inWindow.length > 0 ? (eventAt - Math.min(...inWindow)) / MS_PER_HOUR : undefined,
  };
}

const asksOf = ({ changes }: ReplayedAlert): number =>
  changes.filter(({ priority }, index) => isWorse(changes[index - 1]?.priority, priority)).length;

const isNight = (hour: number): boolean => hour >= NIGHT.from || hour < NIGHT.to;

/** Time with an open alert, of whatever cause, once where several are open. */
function coveredMs(alerts: readonly ReplayedAlert[]): number {
  const spans = alerts
    .map((alert) => ({ from: raisedAtOf(alert), to: alert.endedAt }))
    .sort((one, other) => one.from - other.from);
  let covered = 0;
  let until = -Infinity;
  for (const { from, to } of spans) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return covered;
}

/** The figures of a policy on some patients; undefined where there is nothing to say it from. */
export interface AlertYield {
  patients: number;
  patientDays: number;
  events: number;
  alerts: number;
  alertsPerPatientDay: number | undefined;
  /** Every time attention is asked for: alerts raised, and open ones that became worse. */
  asksPerPatientDay: number | undefined;
  /** Of patients with the event: those with an alert raised at any time before it. */
  sensitivity: number | undefined;
  /** The same, raised within the look-back. */
  sensitivityInWindow: number | undefined;
  /** The same, raised within the look-back or open in it. */
  underAlertBeforeEvent: number | undefined;
  /** Of alerts: those followed by the event within the horizon. */
  positivePredictiveValue: number | undefined;
  medianLeadHours: number | undefined;
  nightAlerts: number;
  /** Of the patients' time. */
  timeUnderAlert: number | undefined;
}

/** `times` is how often each patient counts, once where it is absent. */
export function alertYield(
  patients: readonly PatientYield[],
  times?: ArrayLike<number>,
): AlertYield {
  const sum = { patients: 0, days: 0, events: 0, alerts: 0, asks: 0, right: 0, night: 0, under: 0 };
  const caught = { ever: 0, inWindow: 0, underAlert: 0 };
  const leads: number[] = [];
  for (const [index, patient] of patients.entries()) {
    const often = times ? (times[index] ?? 0) : 1;
    if (often === 0) continue;
    sum.patients += often;
    sum.days += often * patient.days;
    sum.alerts += often * patient.alerts;
    sum.asks += often * patient.asks;
    sum.right += often * patient.rightAlerts;
    sum.night += often * patient.nightAlerts;
    sum.under += often * patient.underAlertDays;
    if (!patient.isEvent) continue;
    sum.events += often;
    if (patient.isCaught) caught.ever += often;
    if (patient.isCaughtInWindow) caught.inWindow += often;
    if (patient.isUnderAlertInWindow) caught.underAlert += often;
    if (patient.leadHours === undefined) continue;
    for (let copy = 0; copy < often; copy += 1) leads.push(patient.leadHours);
  }
  return {
    patients: sum.patients,
    patientDays: sum.days,
    events: sum.events,
    alerts: sum.alerts,
    alertsPerPatientDay: shareOf(sum.alerts, sum.days),
    asksPerPatientDay: shareOf(sum.asks, sum.days),
    sensitivity: shareOf(caught.ever, sum.events),
    sensitivityInWindow: shareOf(caught.inWindow, sum.events),
    underAlertBeforeEvent: shareOf(caught.underAlert, sum.events),
    positivePredictiveValue: shareOf(sum.right, sum.alerts),
    medianLeadHours: median(leads),
    nightAlerts: sum.night,
    timeUnderAlert: shareOf(sum.under, sum.days),
  };
}

const shareOf = (part: number, whole: number): number | undefined =>
  whole > 0 ? part / whole : undefined;

/** The mean of the two in the middle where there are two. */
function median(values: number[]): number | undefined {
  values.sort((one, other) => one - other);
  const upper = values[Math.floor(values.length / 2)];
  const lower = values[Math.floor((values.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
