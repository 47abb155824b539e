import { VITAL_SIGN_KINDS, VITAL_SIGNS } from "#models/vitals/vital-sign";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";

const HEADER = ["time_utc", "measure", "unit", "lowest", "mean", "highest", "news2_inputs"];

/**
 * A CSV file (RFC 4180) line by line, a measurement a line: the signs with what each step's readings
 * span, then NEWS2 and the predicted risk. A cell that has no value is empty, never 0.
 */
export function* trendLines(trends: EncounterTrends | undefined): Generator<string> {
  yield line(HEADER);
  if (!trends) return;

  for (const { kind: id, at, low, mean, high } of trends.signs) {
    const kind = VITAL_SIGN_KINDS.find((candidate) => VITAL_SIGNS[candidate].id === id);
    if (!kind) continue;
    const { label, ucum } = VITAL_SIGNS[kind];
    yield line([instant(at), label, ucum, rounded(low), rounded(mean), rounded(high), ""]);
  }
  for (const { at, score, inputsPresent } of trends.scores)
    yield line([instant(at), "NEWS2", "", "", "", String(score), String(inputsPresent)]);
  for (const { at, risk } of trends.risks)
    yield line([instant(at), "Predicted risk", "1", "", "", risk.toFixed(4), ""]);
}

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const instant = (at: number): string => new Date(at).toISOString();

/** A mean has as many digits as the division gave it; two are more than any of our signs is measured with. */
const rounded = (value: number): string => String(Math.round(value * 100) / 100);
