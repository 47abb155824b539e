import { describe, expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { exponential, randomStream, uniform } from "../simulation/random";
import { MS_PER_HOUR } from "../shared/time-range";
import { fitUnitFlow } from "./fit-unit-flow";
import { type CompletedStay, UnitFlow } from "./unit-flow";

const unit = (number: number) => UnitId.parse(`b0000000-0000-4000-8000-00000000000${number}`);
const WARD = { unitId: unit(1), kind: "ward" as const };
const INTENSIVE = { unitId: unit(2), kind: "intensive" as const };
const OTHER_WARD = { unitId: unit(3), kind: "ward" as const };
const UNITS = [WARD, INTENSIVE, OTHER_WARD];
const options = { timeZone: "Europe/London", source: "a test" };

/** Stays of one ward: 60 hours on average, one in four goes up to intensive care. */
function stays(count: number): CompletedStay[] {
  const random = randomStream("unit-flow");
  return Array.from({ length: count }, (_, index) => {
    const enteredAt = new Date(Date.UTC(2026, 0, 1) + index * MS_PER_HOUR);
    const hours = exponential(random, 60);
    return {
      ...WARD,
      enteredAt,
      leftAt: new Date(enteredAt.getTime() + hours * MS_PER_HOUR),
      to: uniform(random) < 0.25 ? INTENSIVE : undefined,
    };
  });
}
const routesFrom = (flow: UnitFlow, unitId: UnitId) => {
  const found = flow.routes.find((route) => route.unitId === unitId);
  if (!found) throw new Error("a unit without routes");
  return found;
};

describe("fitUnitFlow", () => {
  it("learns how fast patients leave and how many go up", () => {
    const flow = fitUnitFlow(stays(2_000), UNITS, options);
    const ward = flow.hazards.kinds.find(({ kind }) => kind === "ward");
    expect(Math.abs((ward?.toIntensivePerHour ?? NaN) / (0.25 / 60) - 1)).toBeLessThan(0.15);
    expect(Math.abs((ward?.perHour[4] ?? NaN) / (0.75 / 60) - 1)).toBeLessThan(0.3);
    expect(routesFrom(flow, WARD.unitId).toIntensive[0]).toMatchObject({
      unitId: INTENSIVE.unitId,
    });
  });

  it("falls back on what is usual, divided over the units there are", () => {
    const flow = fitUnitFlow([], UNITS, options);
    expect(UnitFlow.safeParse(flow).error).toBeUndefined();
    const { onward } = routesFrom(flow, INTENSIVE.unitId);
    expect(onward.map(({ unitId }) => unitId)).toEqual([WARD.unitId, OTHER_WARD.unitId]);
    expect(onward[0]?.share).toBe(onward[1]?.share);
  });

  it("never sends more on than leave", () => {
    for (const flow of [
      fitUnitFlow(stays(3), UNITS, options),
      fitUnitFlow(stays(900), UNITS, options),
    ])
      for (const { onward, toIntensive } of flow.routes)
        for (const routes of [onward, toIntensive])
          expect(routes.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });
});
