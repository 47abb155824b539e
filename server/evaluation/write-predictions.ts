import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HourlyScorer, PatientChunk } from "./hourly-scorer";

/** `deployed` is what the ward is served by; `challenge` exists to be compared with published results. */
export type PredictionKind = "deployed" | "challenge";

const HEADER = "PredictedProbability|PredictedLabel";
/** As fine as a 32-bit number near 1. */
const DECIMALS = 7;

/**
 * Writes `OUT/<kind>/pNNNNNN.psv` for each patient of a chunk, a line for each hour in order, as the challenge's
 * own scoring code reads them.
 */
export async function writePredictions(
  out: string,
  kind: PredictionKind,
  { table, patients }: PatientChunk,
  { scores, scorer }: { scores: Float32Array; scorer: HourlyScorer },
): Promise<void> {
  const folder = join(out, kind);
  await mkdir(folder, { recursive: true });
  await Promise.all(
    table.patients.map(({ firstRow, rows }, index) => {
      const its = scores.slice(firstRow, firstRow + rows);
      const alarms = scorer.decide(its, scorer.thresholds.all);
      const lines = Array.from(its, (score, hour) => `${score.toFixed(DECIMALS)}|${alarms[hour]}`);
      const name = `${patients[index]?.patientId}.psv`;
      return writeFile(join(folder, name), [HEADER, ...lines, ""].join("\n"));
    }),
  );
}
