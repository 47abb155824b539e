import { DEATH_CATALOGUE, DEATH_FEATURES } from "#models/outcomes/death-features";
import { ObservationWindow } from "#models/deterioration/observation-window";
import { PHYSIONET2012_VARIABLES } from "#models/outcomes/physionet2012-variables";
import { StayAggregates } from "#models/outcomes/stay-aggregates";
import { UrineCourse } from "#models/outcomes/urine-course";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { foldOf } from "../outcomes/folds";
import type { OutcomeTable } from "../outcomes/outcome-table";
import type { IcuStay } from "./icu-stay";
import { readStays, type StayProgress } from "./read-stays";

/** The last instants of the first and of the second day: two windows of 24 hours, side by side. */
const INSTANTS_MS = [24 * MS_PER_HOUR - 1, 48 * MS_PER_HOUR - 1] as const;
const DAY_HOURS = 24;
const DAYS = ["day 1", "day 2"] as const;

/** What speaks of the last hours, where the question is how a day went: 4,000 stays are too few to bear it. */
const SHORT_TERM =
  /\.(change|mean3|min6|max6|deviation6|slope6|slope12|fromSlow|fastFromSlow|measured.*6|measuredShare.*|rise)$/;
const KEPT = DEATH_FEATURES.names.flatMap((name, index) => (SHORT_TERM.test(name) ? [] : [index]));
const AGGREGATE_NAMES = StayAggregates.names(PHYSIONET2012_VARIABLES);
const FIRST_AGGREGATE = KEPT.length * DAYS.length;

const NAMES = [
  ...DAYS.flatMap((day) => KEPT.map((index) => `${DEATH_FEATURES.names[index]} (${day})`)),
  ...AGGREGATE_NAMES.map((name) => `${name} (48 h)`),
];
const INDICATED = [
  ...DAYS.flatMap((_, day) =>
    KEPT.flatMap((index, place) =>
      DEATH_FEATURES.indicated.includes(index) ? [day * KEPT.length + place] : [],
    ),
  ),
  ...AGGREGATE_NAMES.flatMap((name, place) =>
    name.endsWith(".mean") ? [FIRST_AGGREGATE + place] : [],
  ),
];
const COLUMNS = {
  names: NAMES,
  length: NAMES.length,
  indicated: INDICATED,
  inputs: NAMES.length + INDICATED.length,
};

/**
 * One row for each stay, predicted at its 48th hour: what the ward's window held at the end of each day, and
 * what the two days say together.
 */
export async function readDeathTable(
  dir: string,
  {
    folds,
    staysAtMost = Infinity,
    onProgress = () => undefined,
  }: { folds: number; staysAtMost?: number; onProgress?: (progress: StayProgress) => void },
): Promise<OutcomeTable> {
  const rows: Float32Array[] = [];
  const stays: IcuStay[] = [];
  for await (const stay of readStays(dir, onProgress)) {
    rows.push(rowOf(stay));
    stays.push({ ...stay, observations: [] });
    if (stays.length >= staysAtMost) break;
  }
  const features = new Float32Array(rows.length * COLUMNS.length);
  for (const [row, values] of rows.entries()) features.set(values, row * COLUMNS.length);
  const score = (name: string, of: (stay: IcuStay) => number | undefined) => ({
    name,
    values: Float32Array.from(stays, (stay) => of(stay) ?? NaN),
  });
  return {
    rows: rows.length,
    columns: COLUMNS,
    features,
    labels: Uint8Array.from(stays, ({ outcome }) => (outcome.died ? 1 : 0)),
    stays: stays.map(({ stayId }, row) => ({
      firstRow: row,
      rows: 1,
      fold: foldOf("physionet-2012", stayId, folds),
    })),
    scores: [
      score("SAPS-I", ({ outcome }) => outcome.saps),
      score("SOFA", ({ outcome }) => outcome.sofa),
    ],
  };
}

const URINE = positionOf("urineVolume");
const WEIGHT = positionOf("weight");

function rowOf(stay: IcuStay): Float32Array {
  const row = new Float32Array(COLUMNS.length);
  const window = new ObservationWindow(DEATH_CATALOGUE.catalogue);
  const urine = new UrineCourse(DAY_HOURS);
  const aggregates = new StayAggregates(PHYSIONET2012_VARIABLES);
  const ofDay = new Float32Array(DEATH_FEATURES.length);
  let weightKg: number | undefined;
  let next = 0;
  for (const [day, at] of INSTANTS_MS.entries()) {
    for (; next < stay.observations.length; next += 1) {
      const { variable, minutes, value } = stay.observations[next] ?? {
        variable: -1,
        minutes: Infinity,
        value: NaN,
      };
      // What is charted at 48:00 belongs to the second day's last hour.
      const observedAt = Math.min(minutes * MS_PER_MINUTE, INSTANTS_MS[1]);
      if (observedAt > at) break;
      window.observe(DEATH_CATALOGUE.ids[variable] ?? -1, observedAt, value);
      aggregates.observe(variable, observedAt, value);
      if (variable === URINE) urine.observe(observedAt, value);
      if (variable === WEIGHT) weightKg ??= value;
    }
    const profile = { ...stay, weightKg, urineWithin: (hours: number) => urine.within(hours, at) };
    DEATH_FEATURES.write(window, profile, at, ofDay, 0);
    for (const [place, index] of KEPT.entries()) {
      row[day * KEPT.length + place] = ofDay[index] ?? NaN;
    }
  }
  aggregates.write(row, FIRST_AGGREGATE);
  return row;
}

function positionOf(kind: string): number {
  return PHYSIONET2012_VARIABLES.findIndex((one) => one.kind === kind);
}
