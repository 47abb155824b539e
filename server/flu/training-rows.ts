import {
  fluInputs,
  type FluSeries,
  type FluSurroundings,
  type InputKind,
} from "#models/flu/flu-inputs";
import { type FluWeek, fluWeekOf, weeksFromChristmas } from "#models/flu/flu-week";
import { regionOf } from "#models/flu/mean-rates";
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

/** Weeks from Christmas in which illness is mostly influenza; in other weeks a survey counts for less. */
const SEASON_WEEKS = [-14, 20] as const;
const OFF_SEASON_WEIGHT = 0.3;

export interface TrainingData {
  illness: IllnessTable;
  /** As published before the season that is to be forecast. */
  admissions: CountTable;
  population: ReadonlyMap<string, number>;
}

export interface RowChoice {
  kind: InputKind;
  /** Admissions per 100,000 that the highest weeks of the surveys are made to look like. */
  surveyPeak: number;
  /** Whether whole regions are learnt from as if they were states. */
  withRegions: boolean;
}

/** A tenth of the nation. */
const REGION_POPULATION = 33_000_000;
const isRegion = (place: string): boolean => place.startsWith("HHS");

export function trainingRows(
  { illness, admissions, population }: TrainingData,
  { kind, surveyPeak, withRegions }: RowChoice,
): FluRow[] {
  const surveys = new Map(
    [...illness]
      .filter(([place]) => withRegions || !isRegion(place))
      .map(([place, weeks]) => [
        place,
        new Map([...weeks].map(([week, share]) => [week, toScale(share * surveyPeak)])),
      ]),
  );
  return [
    ...rowsOfPlaces(surveys, population, {
      kind,
      isLeftOut: (week) => LEFT_OUT.some(([from, to]) => week >= from && week <= to),
      weightAt: (week) => (isFluSeason(week) ? 1 : OFF_SEASON_WEIGHT),
    }),
    ...rowsOfPlaces(scaleAdmissions(admissions, population), population, {
      kind,
      isLeftOut: () => false,
      weightAt: () => ADMISSION_WEIGHT,
    }),
  ];
}

function isFluSeason(week: FluWeek): boolean {
  const fromChristmas = weeksFromChristmas(week);
  return fromChristmas >= SEASON_WEEKS[0] && fromChristmas <= SEASON_WEEKS[1];
}

/** Rates on the networks' scale; the weeks in which reporting was not mandatory are not there. */
function scaleAdmissions(
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
  kind: InputKind;
  isLeftOut: (origin: FluWeek) => boolean;
  weightAt: (origin: FluWeek) => number;
}

/** The nation is no place of its own: it is what the others are told of it. */
function rowsOfPlaces(
  rates: ReadonlyMap<string, FluSeries>,
  population: ReadonlyMap<string, number>,
  options: RowOptions,
): FluRow[] {
  const nation = rates.get(NATION) ?? new Map<FluWeek, number>();
  const states = new Map([...rates].filter(([place]) => place !== NATION));
  const rows: FluRow[] = [];
  for (const [place, own] of states) {
    const size = isRegion(place) ? REGION_POPULATION : population.get(place);
    if (size === undefined) continue;
    // What lies around a whole region is the nation.
    const region = isRegion(place) ? nation : regionOf(place, states, population);
    rows.push(...rowsOf({ own, region, nation, population: size }, options));
  }
  return rows;
}

function rowsOf(place: FluSurroundings, { kind, isLeftOut, weightAt }: RowOptions): FluRow[] {
  const rows: FluRow[] = [];
  for (const [origin, level] of place.own) {
    if (isLeftOut(origin)) continue;
    const inputs = fluInputs(origin, place, kind);
    if (!inputs) continue;
    const changes = HORIZONS.map((horizon) => {
      const later = origin + 1 + horizon;
      return isLeftOut(later) ? NaN : (place.own.get(later) ?? NaN) - level;
    });
    if (changes.every(Number.isNaN)) continue;
    rows.push({ inputs, changes, weight: (0.15 + Math.max(level, 0)) * weightAt(origin) });
  }
  return rows;
}
