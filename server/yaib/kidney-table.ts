import { ObservationWindow } from "#models/deterioration/observation-window";
import { CreatinineCourse } from "#models/outcomes/creatinine-course";
import { KIDNEY_CATALOGUE, KIDNEY_FEATURES } from "#models/outcomes/kidney-features";
import { UrineCourse } from "#models/outcomes/urine-course";
import { YAIB_VARIABLES } from "#models/outcomes/yaib-variables";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { foldOf } from "../outcomes/folds";
import type { OutcomeTable, TableStay } from "../outcomes/outcome-table";
import { readStays, type CohortProgress, type LabelledStay } from "./read-stays";

const DAY_HOURS = 24;
const { length } = KIDNEY_FEATURES;

/** One row for each hour of each stay. */
export async function readKidneyTable(
  dir: string,
  {
    folds,
    staysAtMost = Infinity,
    onProgress = () => undefined,
  }: { folds: number; staysAtMost?: number; onProgress?: (progress: CohortProgress) => void },
): Promise<OutcomeTable> {
  const parts: Float32Array[] = [];
  const labels: number[] = [];
  const hours: number[] = [];
  const stays: TableStay[] = [];
  for await (const stay of readStays(dir, onProgress)) {
    parts.push(rowsOf(stay));
    stays.push({
      firstRow: labels.length,
      rows: stay.hours.length,
      fold: foldOf("yaib-aki", stay.stayId, folds),
    });
    for (const { hour, label } of stay.hours) {
      labels.push(label ? 1 : 0);
      hours.push(hour);
    }
    if (stays.length >= staysAtMost) break;
  }
  const features = new Float32Array(labels.length * length);
  let offset = 0;
  for (const part of parts) {
    features.set(part, offset);
    offset += part.length;
  }
  return {
    rows: labels.length,
    columns: KIDNEY_FEATURES,
    features,
    labels: Uint8Array.from(labels),
    stays,
    scores: [
      { name: "KDIGO stage (partial)", values: columnOf(features, "partialKidneyStage") },
      { name: "SOFA (partial)", values: columnOf(features, "partialSofa") },
      { name: "hours in unit alone", values: Float32Array.from(hours) },
    ],
  };
}

const URINE = positionOf("urineVolume");
const CREATININE = positionOf("creatinine");

function rowsOf(stay: LabelledStay): Float32Array {
  const rows = new Float32Array(stay.hours.length * length);
  const window = new ObservationWindow(KIDNEY_CATALOGUE.catalogue);
  const urine = new UrineCourse(DAY_HOURS);
  const creatinine = new CreatinineCourse();
  for (const [row, { hour, values }] of stay.hours.entries()) {
    const at = hour * MS_PER_HOUR;
    for (const [position, id] of KIDNEY_CATALOGUE.ids.entries()) {
      window.observe(id, at, values[position] ?? NaN);
    }
    const passed = values[URINE] ?? NaN;
    if (!Number.isNaN(passed)) urine.observe(at, passed);
    const measured = values[CREATININE] ?? NaN;
    if (!Number.isNaN(measured)) creatinine.observe(at, measured);
    const profile = {
      ...stay,
      urineWithin: (within: number) => urine.within(within, at),
      creatinine: {
        now: creatinine.now(),
        lowest48Hours: creatinine.lowestWithin(48, at),
        lowest7Days: creatinine.lowestWithin(7 * 24, at),
      },
    };
    KIDNEY_FEATURES.write(window, profile, at, rows, row * length);
  }
  return rows;
}

function columnOf(features: Float32Array, name: string): Float32Array {
  const column = KIDNEY_FEATURES.names.indexOf(name);
  return Float32Array.from(
    { length: features.length / length },
    (_, row) => features[row * length + column] ?? NaN,
  );
}

function positionOf(kind: string): number {
  return YAIB_VARIABLES.findIndex((one) => one.kind === kind);
}
