import type { FanPoint } from "#models/census/outlook";

/** What was counted at an instant. */
export interface CountedPoint {
  at: number;
  occupied: number;
}

/** One instant of the chart: counted, forecast, and forecast otherwise. */
export interface FanRow {
  at: number;
  counted?: number;
  forecast?: FanPoint;
  compared?: FanPoint;
}

/** Rows in the order of time. What was counted last begins the fan, so that the two meet. */
export function fanRows({
  counted,
  points,
  compared = [],
}: {
  counted: readonly CountedPoint[];
  points: readonly FanPoint[];
  compared?: readonly FanPoint[] | undefined;
}): FanRow[] {
  const rows = new Map<number, FanRow>();
  const add = (at: number, more: Omit<FanRow, "at">) =>
    rows.set(at, { ...(rows.get(at) ?? { at }), ...more });
  for (const { at, occupied } of counted) add(at, { counted: occupied });
  const last = counted.at(-1);
  const first = points[0];
  if (last && first && last.at < first.at) add(last.at, { forecast: knownPoint(last) });
  for (const point of points) add(point.at, { forecast: point });
  for (const point of compared) add(point.at, { compared: point });
  return [...rows.values()].sort((a, b) => a.at - b.at);
}

const knownPoint = ({ at, occupied }: CountedPoint): FanPoint => ({
  at,
  mean: occupied,
  median: occupied,
  half: [occupied, occupied],
  most: [occupied, occupied],
  nearlyAll: [occupied, occupied],
});

/** An axis of beds that holds everything that is drawn, and begins at 0: a difference must not look larger than it is. */
export function bedDomain(rows: readonly FanRow[], lines: readonly number[]): [number, number] {
  const values = rows.flatMap(({ counted, forecast, compared }) => [
    counted ?? 0,
    forecast?.nearlyAll[1] ?? 0,
    compared?.nearlyAll[1] ?? 0,
  ]);
  const highest = Math.max(1, ...values, ...lines);
  const step = highest > 100 ? 50 : highest > 40 ? 10 : 5;
  return [0, Math.ceil((highest * 1.02) / step) * step];
}
