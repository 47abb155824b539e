import type { BedState } from "#models/realtime/board";
import type { BedId } from "#models/shared/ids";
import type { AlertOnWire } from "./alert-ledger";
import { isUnanswered } from "./alert-view";
import { scoreBand, type ScoreBand } from "./bed-view";

export const BED_SORTS = ["bed", "score", "risk", "change"] as const;
export type BedSort = (typeof BED_SORTS)[number];

export const BED_SORT_WORDS: Readonly<Record<BedSort, string>> = {
  bed: "Bed",
  score: "NEWS2",
  risk: "Risk",
  change: "Change",
};

export interface BedFilter {
  text: string;
  onlyAlerting: boolean;
  onlyHighScores: boolean;
  onlyStale: boolean;
}
export const NO_FILTER: BedFilter = {
  text: "",
  onlyAlerting: false,
  onlyHighScores: false,
  onlyStale: false,
};

export const isFiltering = ({ text, ...flags }: BedFilter): boolean =>
  text.trim() !== "" || Object.values(flags).some(Boolean);

/** One bed as far as order and filter are concerned. */
export interface OrderedBed {
  state: BedState;
  alerts: readonly AlertOnWire[];
  isStale: boolean;
}

/** The beds that pass, in order. Empty beds come last unless the order is that of the beds. */
export const arrangeBeds = (
  beds: readonly OrderedBed[],
  { sort, filter }: { sort: BedSort; filter: BedFilter },
): BedId[] =>
  beds
    .filter((bed) => passes(bed, filter))
    .sort(BY[sort])
    .map(({ state }) => state.bedId);

function passes({ state, alerts, isStale }: OrderedBed, filter: BedFilter): boolean {
  const words = `${state.label} ${state.occupant?.name ?? ""}`.toLowerCase();
  return (
    words.includes(filter.text.trim().toLowerCase()) &&
    (!filter.onlyAlerting || alerts.length > 0) &&
    (!filter.onlyHighScores || (state.score?.score ?? -1) >= 5) &&
    (!filter.onlyStale || isStale)
  );
}

type Compare = (a: OrderedBed, b: OrderedBed) => number;

const labels = new Intl.Collator("en", { numeric: true });
const byBed: Compare = (a, b) => labels.compare(a.state.label, b.state.label);

/** Descending by a number that may be missing; the missing come last, never as zero. */
const byNumber =
  (read: (state: BedState) => number | undefined): Compare =>
  (a, b) => {
    const [first, second] = [read(a.state), read(b.state)];
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined) || byBed(a, b);
    return second - first || byBed(a, b);
  };

const BY: Readonly<Record<BedSort, Compare>> = {
  bed: byBed,
  score: byNumber(({ score }) => score?.score),
  risk: byNumber(({ risk }) => risk?.risk),
  change: byNumber(worsening),
};

/** How much worse than an hour before. A point of NEWS2 weighs as much as one alert level of risk. */
export function worsening({ score, risk }: BedState): number | undefined {
  const points = difference(score?.score, score?.previousScore);
  const probability = difference(risk?.risk, risk?.previousRisk);
  if (points === undefined && probability === undefined) return undefined;
  return (points ?? 0) + (probability ?? 0) / (risk?.threshold ?? 1);
}

const difference = (now: number | undefined, before: number | undefined): number | undefined =>
  now === undefined || before === undefined ? undefined : now - before;

export interface UnitSummary {
  patients: number;
  beds: number;
  bands: Readonly<Record<ScoreBand, number>>;
  unanswered: number;
  stale: number;
}

export function summariseUnit(beds: readonly OrderedBed[]): UnitSummary {
  const occupied = beds.filter(({ state }) => state.occupant);
  const bands = {
    unknown: 0,
    incomplete: 0,
    zero: 0,
    low: 0,
    "single-three": 0,
    medium: 0,
    high: 0,
  };
  for (const { state } of occupied) bands[scoreBand(state.score)] += 1;

  return {
    patients: occupied.length,
    beds: beds.length,
    bands,
    unanswered: beds.flatMap(({ alerts }) => alerts).filter(isUnanswered).length,
    stale: occupied.filter(({ isStale }) => isStale).length,
  };
}
