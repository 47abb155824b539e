import type { CensusForecast } from "../census/census-forecast";
import { exceedanceOf, meanOf } from "../census/census-quantiles";
import { MS_PER_HOUR, type TimeRange } from "../shared/time-range";
import { levelOfPoints, levelOfValue } from "./assess-escalation";
import { convolve } from "./census-pmf";
import { ESCALATION_LEVEL_LIST, type EscalationLevel, HIGHEST_LEVEL } from "./escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  type EscalationParameter,
  type EscalationValues,
} from "./escalation-parameter";
import type { EscalationRules } from "./escalation-rules";

/** The inpatient units of a census forecast: the emergency department is not where beds are looked for. */
export const inpatientUnits = ({ units }: Pick<CensusForecast, "units">): ForecastUnit[] =>
  units
    .filter(({ kind }) => kind !== "emergency")
    .map(({ kind, staffedBeds, hourly }) => ({
      ...{ isIntensive: kind === "intensive", staffedBeds, patientsByHour: hourly.pmf },
    }));

/** One inpatient unit of a census forecast. */
export interface ForecastUnit {
  isIntensive: boolean;
  staffedBeds: number;
  /** At each hour, the first an hour after the issue: the probability of 0, 1, 2 … patients. */
  patientsByHour: readonly ArrayLike<number>[];
}

export type LevelProbabilities = Readonly<Record<EscalationLevel, number>>;

/** What is to be expected of one stretch of time, on the average of its hours. */
export interface EscalationOutlook extends TimeRange {
  probabilities: LevelProbabilities;
  /** Something that counts is not known: each level is the least that it can be. */
  isAtLeast: boolean;
}

export const OUTLOOK_HOURS = 6;
const HOURS_AHEAD = 24;

/** Parameters that the census decides; the others are taken to stay as they are now. */
export const FORECAST_PARAMETERS: ReadonlySet<EscalationParameter> = new Set([
  "bed-occupancy",
  "intensive-free-beds",
  "boarding-patients",
  "beds-short",
  "exceedance",
]);

/**
 * The probability of each level for every six hours that the forecast reaches. Exact for independent units:
 * the distribution of intensive care and that of the other units are joined, and each pair of counts has the
 * level that the rules give it. Whoever finds no staffed bed boards, on top of nobody fewer than now. The
 * time that a level takes to fall is left out: it is the level as it would be found.
 */
export function forecastEscalation(
  units: readonly ForecastUnit[],
  { values, rules, issuedAt }: { values: EscalationValues; rules: EscalationRules; issuedAt: Date },
): EscalationOutlook[] {
  const hours = hoursOf(units);
  const staffed = sum(units.map(({ staffedBeds }) => staffedBeds));
  const staffedIntensive = sum(units.map((unit) => (unit.isIntensive ? unit.staffedBeds : 0)));
  const outlooks: EscalationOutlook[] = [];
  if (staffed === 0) return outlooks;

  const isAtLeast = ESCALATION_PARAMETER_LIST.some(
    (parameter) =>
      rules.parameters[parameter].isOn &&
      values[parameter] === undefined &&
      // Without it, who boards is at least whoever finds no bed.
      (!FORECAST_PARAMETERS.has(parameter) || parameter === "boarding-patients"),
  );
  const byTotal = sharesByTotal(hours, { staffed, values, rules });
  for (let first = 0; first + OUTLOOK_HOURS <= hours.length; first += OUTLOOK_HOURS) {
    const probabilities = { 1: 0, 2: 0, 3: 0, 4: 0 };
    for (const [offset, hour] of hours.slice(first, first + OUTLOOK_HOURS).entries()) {
      // Beyond the last hour that is forecast, the last one stands for a day ahead.
      const ahead = hours[Math.min(first + offset + HOURS_AHEAD, hours.length - 1)] ?? hour;
      const byLevel = levelsOfHour({
        ...{ hour, ahead, staffed, staffedIntensive, values, rules, byTotal },
      });
      for (const level of ESCALATION_LEVEL_LIST)
        probabilities[level] += byLevel[level] / OUTLOOK_HOURS;
    }
    outlooks.push({
      from: new Date(issuedAt.getTime() + first * MS_PER_HOUR),
      to: new Date(issuedAt.getTime() + (first + OUTLOOK_HOURS) * MS_PER_HOUR),
      ...{ probabilities, isAtLeast },
    });
  }
  return outlooks;
}

/** The most probable level of a stretch; of two equally probable ones the higher. */
export const likeliestLevel = ({ probabilities }: EscalationOutlook): EscalationLevel =>
  ESCALATION_LEVEL_LIST.reduce((best, level) =>
    probabilities[level] >= probabilities[best] ? level : best,
  );

/** The probability of that level or a higher one. */
export const probabilityFrom = (
  level: EscalationLevel,
  { probabilities }: EscalationOutlook,
): number => sum(ESCALATION_LEVEL_LIST.map((each) => (each >= level ? probabilities[each] : 0)));

interface Hour {
  intensive: Float64Array;
  others: Float64Array;
}

function hoursOf(units: readonly ForecastUnit[]): Hour[] {
  const length = Math.min(...units.map(({ patientsByHour }) => patientsByHour.length));
  if (units.length === 0) return [];
  return Array.from({ length }, (_, hour) => {
    const joined = (isIntensive: boolean) =>
      convolve(
        units
          .filter((unit) => unit.isIntensive === isIntensive)
          .map(({ patientsByHour }) => patientsByHour[hour] ?? [1]),
      );
    return { intensive: joined(true), others: joined(false) };
  });
}

interface HourToJudge {
  hour: Hour;
  /** A day later. */
  ahead: Hour;
  staffed: number;
  staffedIntensive: number;
  values: EscalationValues;
  rules: EscalationRules;
  /** What so many inpatients add. */
  byTotal: readonly Share[];
}

/** What a part of the parameters adds, and the level that one of them lifts to by itself. */
interface Share {
  points: number;
  liftsTo: EscalationLevel;
}

function levelsOfHour(judged: HourToJudge): Record<EscalationLevel, number> {
  const { hour, rules, staffedIntensive, byTotal } = judged;
  const settled = settledShare(judged);
  const byIntensive = Array.from(hour.intensive, (_, patients) =>
    shareOf(rules, "intensive-free-beds", Math.max(0, staffedIntensive - patients)),
  );

  const levels = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const [patients, share] of byIntensive.entries()) {
    const probability = hour.intensive[patients] ?? 0;
    if (probability === 0) continue;
    // Millions of pairs: nothing is made for each of them.
    const { points, liftsTo } = add(settled, share);
    for (let others = 0; others < hour.others.length; others += 1) {
      const ofTotal = byTotal[patients + others] ?? NOTHING;
      const bySum = levelOfPoints(points + ofTotal.points, rules.pointsFor);
      levels[highestOf(bySum, liftsTo, ofTotal.liftsTo)] +=
        probability * (hour.others[others] ?? 0);
    }
  }
  return levels;
}

/** What does not depend on how many patients there are in that hour. */
function settledShare({ ahead, staffed, values, rules }: HourToJudge): Share {
  const settled = { ...values, ...shortageOf(ahead, staffed) };
  return ESCALATION_PARAMETER_LIST.filter((parameter) => !BY_COUNT.has(parameter))
    .map((parameter) => shareOf(rules, parameter, settled[parameter]))
    .reduce(add, NOTHING);
}

type Shortage = Record<"beds-short" | "exceedance", number>;

function shortageOf({ intensive, others }: Hour, staffed: number): Shortage {
  const total = convolve([intensive, others]);
  return {
    "beds-short": (100 * (meanOf(total) - staffed)) / staffed,
    exceedance: 100 * exceedanceOf(total, staffed),
  };
}

/** What the forecast says of the next 24 hours, as parameters of the present; undefined where it does not reach. */
export function shortageAhead(units: readonly ForecastUnit[]): Shortage | undefined {
  const staffed = sum(units.map(({ staffedBeds }) => staffedBeds));
  const hour = hoursOf(units)[HOURS_AHEAD - 1];
  return hour && staffed > 0 ? shortageOf(hour, staffed) : undefined;
}

const BY_COUNT: ReadonlySet<EscalationParameter> = new Set([
  "bed-occupancy",
  "intensive-free-beds",
  "boarding-patients",
]);

function sharesByTotal(
  hours: readonly Hour[],
  { staffed, values, rules }: Pick<HourToJudge, "staffed" | "values" | "rules">,
): Share[] {
  const most = Math.max(0, ...hours.map((hour) => hour.intensive.length + hour.others.length));
  const boardingNow = values["boarding-patients"] ?? 0;
  return Array.from({ length: most }, (_, total) => {
    const boarding = Math.max(boardingNow, total - staffed);
    return add(
      shareOf(rules, "bed-occupancy", (100 * total) / staffed),
      shareOf(rules, "boarding-patients", boarding),
    );
  });
}

function shareOf(
  { parameters }: EscalationRules,
  parameter: EscalationParameter,
  value: number | undefined,
): Share {
  const { isOn, weight, liftsTo } = parameters[parameter];
  if (!isOn || value === undefined) return NOTHING;
  const level = levelOfValue(parameter, value, parameters);
  return { points: (level - 1) * weight, liftsTo: level === HIGHEST_LEVEL ? liftsTo : 1 };
}

const NOTHING: Share = { points: 0, liftsTo: 1 };

const highestOf = (a: EscalationLevel, b: EscalationLevel, c: EscalationLevel) =>
  a > b ? (a > c ? a : c) : b > c ? b : c;

const add = (a: Share, b: Share): Share => ({
  points: a.points + b.points,
  liftsTo: a.liftsTo > b.liftsTo ? a.liftsTo : b.liftsTo,
});

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
