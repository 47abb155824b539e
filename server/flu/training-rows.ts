import { fluInputs, type FluSeries, type InputKind } from "#models/flu/flu-inputs";
import { type FluWeek, fluWeekOf } from "#models/flu/flu-week";
import { HORIZONS } from "#models/flu/quantile-levels";
import { rateOf, toScale } from "#models/flu/rate-scale";
import type { FluRow } from "#models/flu/train-flu-net";
import { NATION } from "#models/flu/hub-places";
import type { CountTable } from "#models/flu/vintage";
import type { IllnessTable } from "./read-illness";

/** Origins from which surveys of illness say nothing of influenza: the pandemics, and what came after. */
const LEFT_OUT = [
  ["2009-04-04", "2010-08-14"],
  ["2020-02-08", "2021-10-30"],
  ["2022-08-20", "2100-01-02"],
].map(([from = "", to = ""]) => [fluWeekOf(from), fluWeekOf(to)] as const);

/** Reporting was not mandatory: missing, and implausibly low. */
const UNREPORTED = [fluWeekOf("2024-05-04"), fluWeekOf("2024-11-02")] as const;

/** An admission counts for so many surveys of illness. */
const ADMISSION_WEIGHT = 4;

export interface TrainingData {
  illness: IllnessTable;
  /** As published before the season that is to be forecast. */
  admissions: CountTable;
  population: ReadonlyMap<string, number>;
}

export function trainingRows(
  { illness, admissions, population }: TrainingData,
  kind: InputKind,
): FluRow[] {
  const rows: FluRow[] = [];

  const nation = illness.get(NATION) ?? new Map<FluWeek, number>();
  for (const [place, series] of illness) {
    const size = population.get(place);
    if (size === undefined || place === NATION) continue;
    rows.push(
      ...rowsOf({ own: series, nation, population: size }, kind, {
        isLeftOut: (week) => LEFT_OUT.some(([from, to]) => week >= from && week <= to),
        weightOf: () => 1,
      }),
    );
  }

  const scaled = scaleAdmissions(admissions, population);
  const national = scaled.get(NATION) ?? new Map<FluWeek, number>();
  for (const [place, series] of scaled) {
    const size = population.get(place);
    if (size === undefined || place === NATION) continue;
    rows.push(
      ...rowsOf({ own: series, nation: national, population: size }, kind, {
        isLeftOut: () => false,
        weightOf: (level) => (0.15 + Math.max(level, 0)) * ADMISSION_WEIGHT,
      }),
    );
  }
  return rows;
}

/** Rates on the networks' scale; the weeks in which reporting was not mandatory are not there. */
export function scaleAdmissions(
  admissions: CountTable,
  population: ReadonlyMap<string, number>,
): Map<string, Map<FluWeek, number>> {
  const scaled = new Map<string, Map<FluWeek, number>>();
  for (const [place, counts] of admissions) {
    const size = population.get(place);
    if (size === undefined) continue;
    const weeks = [...counts].filter(([week]) => week < UNREPORTED[0] || week > UNREPORTED[1]);
    scaled.set(place, new Map(weeks.map(([week, count]) => [week, toScale(rateOf(count, size))])));
  }
  return scaled;
}

interface RowOptions {
  isLeftOut: (origin: FluWeek) => boolean;
  weightOf: (level: number) => number;
}

function rowsOf(
  place: { own: FluSeries; nation: FluSeries; population: number },
  kind: InputKind,
  { isLeftOut, weightOf }: RowOptions,
): FluRow[] {
  const rows: FluRow[] = [];
  for (const [origin, level] of place.own) {
    if (isLeftOut(origin)) continue;
    const inputs = fluInputs(origin, place, kind);
    if (!inputs) continue;
    const changes = HORIZONS.map((horizon) => {
      const later = isLeftOut(origin + 1 + horizon)
        ? undefined
        : place.own.get(origin + 1 + horizon);
      return later === undefined ? NaN : later - level;
    });
    if (changes.every(Number.isNaN)) continue;
    rows.push({ inputs, changes, weight: weightOf(level) });
  }
  return rows;
}
