import {
  pulsePoints,
  respiratoryRatePoints,
  saturationPoints,
  systolicPressurePoints,
  temperaturePoints,
} from "#models/vitals/early-warning-score";
import type { VitalSignKind } from "#models/vitals/vital-sign";

/** A stretch of values that earns NEWS2 points; shaded behind the line. */
export interface ScoreZone {
  from: number;
  to: number;
  points: 1 | 2 | 3;
}

type PointsOf = (value: number) => number | undefined;

const POINTS: Partial<Record<VitalSignKind, { pointsOf: PointsOf; step: number }>> = {
  heartRate: { pointsOf: pulsePoints, step: 1 },
  pulseRate: { pointsOf: pulsePoints, step: 1 },
  respiratoryRate: { pointsOf: respiratoryRatePoints, step: 1 },
  systolicPressure: { pointsOf: systolicPressurePoints, step: 1 },
  temperature: { pointsOf: temperaturePoints, step: 0.1 },
};

/** The zones of a sign within an axis, found by asking the rule itself at each charted value. */
export function scoreZones(
  kind: VitalSignKind,
  [low, high]: readonly [number, number],
  oxygenScale: 1 | 2,
): readonly ScoreZone[] {
  const rule = kind === "oxygenSaturation" ? saturationRule(oxygenScale) : POINTS[kind];
  if (!rule) return [];

  const { pointsOf, step } = rule;
  const zones: ScoreZone[] = [];
  const count = Math.round((high - low) / step);
  for (let index = 0; index <= count; index += 1) {
    const value = low + index * step;
    const points = pointsOf(value);
    if (points !== 1 && points !== 2 && points !== 3) continue;

    // A charted value stands for half a step to each side.
    const [from, to] = [Math.max(low, value - step / 2), Math.min(high, value + step / 2)];
    const last = zones.at(-1);
    if (last?.points === points && from - last.to < step / 2) last.to = to;
    else zones.push({ from, to, points });
  }
  return zones;
}

/** Scale 2 above 92 % depends on oxygen being given; without it the value is not shaded. */
const saturationRule = (scale: 1 | 2) => ({
  pointsOf: (value: number) => saturationPoints(value, scale, undefined),
  step: 1,
});
