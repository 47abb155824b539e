import { type EscalationLevel, HIGHEST_LEVEL } from "./escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
  type EscalationParameter,
  type EscalationValues,
} from "./escalation-parameter";
import type { EscalationRules } from "./escalation-rules";

/** Where one parameter stands, and what it adds. */
export interface ParameterFinding {
  parameter: EscalationParameter;
  isOn: boolean;
  /** In the parameter's unit; undefined when it is not known. */
  value: number | undefined;
  /** The level at which it stands by itself; undefined when its value is not known. */
  level: EscalationLevel | undefined;
  /** What it adds for certain: 0 while it is not known. */
  points: number;
  /** The most that it may add: while it is not known, what level 4 gives. */
  mostPoints: number;
}

export interface EscalationFinding {
  /** The least that it can be, by what is known. */
  level: EscalationLevel;
  /** What is not known could make it a higher one. */
  isAtLeast: boolean;
  /** The highest that it could be if all that is not known stood at its worst. */
  highest: EscalationLevel;
  points: number;
  parameters: readonly ParameterFinding[];
}

/**
 * The level by its rules, as the values stand. What is not known adds nothing to the level and everything to
 * `highest`, so it is never taken for calm: the level is then said as the least it can be.
 */
export function assessEscalation(
  values: EscalationValues,
  rules: EscalationRules,
): EscalationFinding {
  const parameters = ESCALATION_PARAMETER_LIST.map((parameter) =>
    findParameter(parameter, values[parameter], rules),
  );
  const points = sum(parameters.map((finding) => finding.points));
  const mostPoints = sum(parameters.map((finding) => finding.mostPoints));
  const level = higher(levelOfPoints(points, rules.pointsFor), lifted(parameters, rules, 1));
  const highest = higher(
    levelOfPoints(mostPoints, rules.pointsFor),
    lifted(parameters, rules, HIGHEST_LEVEL),
  );
  return { level, isAtLeast: highest > level, highest, points, parameters };
}

function findParameter(
  parameter: EscalationParameter,
  value: number | undefined,
  { parameters }: EscalationRules,
): ParameterFinding {
  const { isOn, weight } = parameters[parameter];
  const level = value === undefined ? undefined : levelOfValue(parameter, value, parameters);
  const pointsAt = (at: EscalationLevel) => (isOn ? (at - 1) * weight : 0);
  return {
    ...{ parameter, isOn, value, level },
    points: pointsAt(level ?? 1),
    mostPoints: pointsAt(level ?? HIGHEST_LEVEL),
  };
}

/** The level at which a parameter of that value stands by itself. */
export function levelOfValue(
  parameter: EscalationParameter,
  value: number,
  parameters: EscalationRules["parameters"],
): EscalationLevel {
  const { thresholds } = parameters[parameter];
  const isReached = (threshold: number) =>
    ESCALATION_PARAMETERS[parameter].worse === "higher" ? value >= threshold : value <= threshold;
  if (isReached(thresholds[4])) return 4;
  if (isReached(thresholds[3])) return 3;
  return isReached(thresholds[2]) ? 2 : 1;
}

export function levelOfPoints(
  points: number,
  pointsFor: EscalationRules["pointsFor"],
): EscalationLevel {
  if (points >= pointsFor[4]) return 4;
  if (points >= pointsFor[3]) return 3;
  return points >= pointsFor[2] ? 2 : 1;
}

/** What parameters at level 4 lift the hospital to by themselves, those that are not known taken at `unknownAs`. */
function lifted(
  parameters: readonly ParameterFinding[],
  rules: EscalationRules,
  unknownAs: EscalationLevel,
): EscalationLevel {
  return parameters.reduce<EscalationLevel>((highest, { parameter, isOn, level }) => {
    const lifts = isOn && (level ?? unknownAs) === HIGHEST_LEVEL;
    return lifts ? higher(highest, rules.parameters[parameter].liftsTo) : highest;
  }, 1);
}

const higher = (a: EscalationLevel, b: EscalationLevel): EscalationLevel => (a > b ? a : b);
const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);
