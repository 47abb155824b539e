import type { LineGraph } from "./line-graph";

/** What the last pricing left behind: the least of each cell by day and group, and of the days to come by node. */
export interface PricedGraph {
  graph: LineGraph;
  cellCost: Float64Array;
  toGo: Float64Array;
}

const EMPTY: Pick<LineGraph, "arcTarget" | "arcGroup" | "arcPoints"> = {
  arcTarget: new Int32Array(0),
  arcGroup: new Uint8Array(0),
  arcPoints: new Float64Array(0),
};

/**
 * The part of a graph whose lines can cost at most `limit` at the prices last asked: of each arc the cheapest
 * line that takes it decides. A graph without arcs when there is no such line.
 */
export function narrowGraph({ graph, cellCost, toGo }: PricedGraph, limit: number): LineGraph {
  const { dayStart, arcStart, arcTarget, arcGroup, arcPoints, days } = graph;
  const width = graph.groups.length;
  const nodes = toGo.length;
  const reached = new Float64Array(nodes).fill(Infinity);
  const keeps = new Uint8Array(arcTarget.length);
  const number = new Int32Array(nodes).fill(-1);
  const newDayStart = new Int32Array(days + 2);
  let kept = 0;
  let count = 0;
  if ((toGo[0] ?? Infinity) <= limit && arcTarget.length > 0) reached[0] = 0;
  for (let day = 0; day < days; day += 1) {
    newDayStart[day] = count;
    for (let node = dayStart[day] ?? 0; node < (dayStart[day + 1] ?? 0); node += 1) {
      const before = reached[node] ?? Infinity;
      if (before === Infinity) continue;
      number[node] = count;
      count += 1;
      for (let arc = arcStart[node] ?? 0; arc < (arcStart[node + 1] ?? 0); arc += 1) {
        const target = arcTarget[arc] ?? 0;
        const cell = day * width + (arcGroup[arc] ?? 0);
        const cost = before + (cellCost[cell] ?? 0) + (arcPoints[arc] ?? 0);
        if (cost + (toGo[target] ?? Infinity) > limit) continue;
        keeps[arc] = 1;
        kept += 1;
        if (cost < (reached[target] ?? Infinity)) reached[target] = cost;
      }
    }
  }
  newDayStart[days] = count;
  newDayStart[days + 1] = count + 1;
  if (kept === 0) {
    const start = new Int32Array(days + 2);
    start[days + 1] = 1;
    return { ...graph, ...EMPTY, dayStart: start, arcStart: new Int32Array(2) };
  }
  number[dayStart[days] ?? 0] = count;
  const narrow = {
    arcStart: new Int32Array(count + 2),
    arcTarget: new Int32Array(kept),
    arcGroup: new Uint8Array(kept),
    arcPoints: new Float64Array(kept),
  };
  let to = 0;
  for (let node = 0; node < (dayStart[days] ?? 0); node += 1) {
    const at = number[node] ?? -1;
    if (at < 0) continue;
    narrow.arcStart[at] = to;
    for (let arc = arcStart[node] ?? 0; arc < (arcStart[node + 1] ?? 0); arc += 1) {
      if (keeps[arc] !== 1) continue;
      narrow.arcTarget[to] = number[arcTarget[arc] ?? 0] ?? 0;
      narrow.arcGroup[to] = arcGroup[arc] ?? 0;
      narrow.arcPoints[to] = arcPoints[arc] ?? 0;
      to += 1;
    }
  }
  narrow.arcStart[count] = to;
  narrow.arcStart[count + 1] = to;
  return { ...graph, ...narrow, dayStart: newDayStart };
}
