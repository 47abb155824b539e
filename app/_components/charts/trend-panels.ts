import { VITAL_SIGNS, type VitalSignKind } from "#models/vitals/vital-sign";
import type { EncounterTrends } from "./encounter-trends";

/** One line of a panel; `band` is the lowest and highest of the step. A gap is a point without values. */
export interface PanelPoint {
  at: number;
  mean?: number;
  band?: [low: number, high: number];
}

export interface PanelSeries {
  kind: VitalSignKind;
  label: string;
  points: readonly PanelPoint[];
}

/** One small chart: the signs that share an axis. */
export interface TrendPanel {
  key: string;
  title: string;
  unit: string;
  digits: number;
  series: readonly PanelSeries[];
  domain: readonly [number, number];
}

interface PanelPlan {
  title: string;
  kinds: readonly VitalSignKind[];
  unit: string;
  digits?: number;
  /** Shown at least, so that a quiet patient's line is not blown up to fill the panel. */
  usual: readonly [number, number];
}

const PLANS: readonly PanelPlan[] = [
  { title: "Heart rate", kinds: ["heartRate"], unit: "/min", usual: [40, 140] },
  {
    title: "Blood pressure",
    kinds: ["systolicPressure", "meanPressure", "diastolicPressure"],
    unit: "mmHg",
    usual: [40, 180],
  },
  { title: "Respiratory rate", kinds: ["respiratoryRate"], unit: "/min", usual: [5, 35] },
  { title: "Oxygen saturation", kinds: ["oxygenSaturation"], unit: "%", usual: [84, 100] },
  { title: "Temperature", kinds: ["temperature"], unit: "°C", digits: 1, usual: [35, 40] },
  { title: "Inspired oxygen", kinds: ["inspiredOxygen"], unit: "%", usual: [20, 60] },
  { title: "Oxygen flow", kinds: ["oxygenFlow"], unit: "L/min", digits: 1, usual: [0, 15] },
  { title: "Pulse (oximeter)", kinds: ["pulseRate"], unit: "/min", usual: [40, 140] },
  {
    title: "End-tidal CO₂",
    kinds: ["endTidalCarbonDioxide"],
    unit: "mmHg",
    digits: 1,
    usual: [20, 60],
  },
  { title: "Consciousness (0 alert to 4)", kinds: ["consciousness"], unit: "", usual: [0, 4] },
];

/** A panel for each group of signs that has a reading in the range. */
export function trendPanels({ signs }: Pick<EncounterTrends, "signs">): readonly TrendPanel[] {
  return PLANS.flatMap(({ title, kinds, unit, digits = 0, usual }) => {
    const present = kinds
      .map((kind) => ({ kind, steps: stepsOf(signs, kind) }))
      .filter(({ steps }) => steps.length > 0);
    if (present.length === 0) return [];

    const series = present.map(({ kind, steps }) => ({
      kind,
      label: VITAL_SIGNS[kind].label,
      points: withGaps(steps),
    }));
    const domain = domainOf(
      present.flatMap(({ steps }) => steps),
      usual,
    );
    return [{ key: kinds.join("-"), title, unit, digits, series, domain }];
  });
}

const stepsOf = (signs: EncounterTrends["signs"], kind: VitalSignKind) =>
  signs.filter((step) => step.kind === VITAL_SIGNS[kind].id);

type Step = { at: number; low: number; mean: number; high: number };

/** A pause longer than this many usual intervals breaks the line: nobody measured in between. */
const PAUSE = 2.5;

export function withGaps(steps: readonly Step[]): readonly PanelPoint[] {
  const intervals = steps.slice(1).map(({ at }, index) => at - (steps[index]?.at ?? at));
  const usual = intervals.toSorted((a, b) => a - b)[Math.floor(intervals.length / 2)] ?? Infinity;

  return steps.flatMap(({ at, low, mean, high }, index) => {
    const point: PanelPoint = { at, mean, band: [low, high] };
    const before = steps[index - 1]?.at;
    const isPause = before !== undefined && at - before > PAUSE * usual;
    return isPause ? [{ at: (at + before) / 2 }, point] : [point];
  });
}

function domainOf(
  steps: readonly Step[],
  [low, high]: readonly [number, number],
): readonly [number, number] {
  const lowest = Math.min(low, ...steps.map((step) => step.low));
  const highest = Math.max(high, ...steps.map((step) => step.high));
  return [Math.floor(lowest), Math.ceil(highest)];
}
