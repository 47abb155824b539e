import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterSteps } from "./alert-clusters";

const step = (sequence: number, at: number, priority: "high" | "medium" | "low" = "medium") => ({
  ...{ sequence, at, priority, isRaised: true, isAction: false, what: "Raised" },
});
const RANGE = { from: 0, to: 1_000 };

describe("the marks of a time line", () => {
  it("keep every step once, apart from one another, inside the range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 40 }),
        (instants) => {
          const steps = instants.map((at, sequence) => step(sequence, at));
          const clusters = clusterSteps(steps, RANGE);
          const told = clusters.flatMap((cluster) => cluster.steps.map(({ sequence }) => sequence));
          expect(told.toSorted((a, b) => a - b)).toEqual(steps.map(({ sequence }) => sequence));
          const places = clusters.map(({ position }) => position);
          expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
          places.slice(1).forEach((place, index) => {
            expect(place - (places[index] ?? 0)).toBeGreaterThanOrEqual(0.09);
          });
        },
      ),
    );
  });

  it("show the highest priority of what they hold", () => {
    const [cluster] = clusterSteps([step(1, 10, "low"), step(2, 20, "high"), step(3, 30)], RANGE);
    expect(cluster).toMatchObject({ priority: "high", position: 0.01 });
  });
});
