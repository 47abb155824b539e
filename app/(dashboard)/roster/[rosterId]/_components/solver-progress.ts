import type { SolverJobOnWire } from "#models/realtime/roster";

/** How a run stood at a moment. */
export interface ProgressPoint {
  elapsedMs: number;
  score: number | null;
  bound: number | null;
}

/** The run so far, of the newest job alone; what comes out of order is left out. */
export function addProgress(
  points: readonly ProgressPoint[],
  before: SolverJobOnWire | null,
  { jobId, elapsedMs, score, bound }: SolverJobOnWire,
): readonly ProgressPoint[] {
  const kept = before?.jobId === jobId ? points : [];
  const last = kept.at(-1);
  if (last && last.elapsedMs >= elapsedMs) return kept;
  return [...kept, { elapsedMs, score, bound }];
}

export interface ProgressPaths {
  score: string;
  bound: string;
}

interface Frame {
  width: number;
  height: number;
  /** The whole of the time that the run may take. */
  seconds: number;
}

/**
 * Steps of the best score and of the bound, as paths. From the lowest bound to the score that most of the
 * run was below: the first rosters of a run are so bad that nothing else could be seen beside them.
 */
export function progressPaths(
  points: readonly ProgressPoint[],
  { width, height, seconds }: Frame,
): ProgressPaths | undefined {
  const scores = points.flatMap(({ score }) => (score === null ? [] : [score]));
  const bounds = points.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  if (scores.length === 0) return undefined;
  const best = Math.min(...scores);
  const middle = scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)] ?? best;
  const low = bounds.length > 0 ? Math.min(Math.max(...bounds), best) : best;
  const high = Math.max(middle, best, low + 1);
  const span = high - low;
  const x = (ms: number) => Math.min(width, (width * ms) / (seconds * 1_000));
  const y = (value: number) =>
    height - 3 - Math.min(1, Math.max(0, (value - low) / span)) * (height - 6);

  const path = (of: "score" | "bound") => {
    let drawn = "";
    for (const point of points) {
      const value = point[of];
      if (value === null) continue;
      const [at, up] = [x(point.elapsedMs).toFixed(1), y(value).toFixed(1)];
      drawn += drawn === "" ? `M${at} ${up}` : `H${at}V${up}`;
    }
    return drawn;
  };
  return { score: path("score"), bound: path("bound") };
}
