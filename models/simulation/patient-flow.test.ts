import { describe, expect, it } from "vitest";
import { DEMO_HOSPITAL } from "../hospital/demo-hospital";
import { MS_PER_HOUR } from "../shared/time-range";
import { flowFrom, flowOn } from "./patient-flow";
import { randomStream } from "./random";
import { advance, fill, newHospital } from "./simulated-hospital";

const START = Date.UTC(2026, 10, 21, 8);
const HOURS = 24;
const INTENSIVE = new Set(["MICU", "SICU", "CICU"]);

function begun(seed: string) {
  const hospital = newHospital(seed, "t", DEMO_HOSPITAL.units, 0.8, START);
  fill(hospital, START);
  return hospital;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the flow of patients without signs", () => {
  it("begins with the patients of the hospital and leaves that alone", () => {
    const hospital = begun("a");
    const before = structuredClone(hospital);
    const flow = flowFrom(hospital, randomStream("x"));
    flowOn(flow, START + HOURS * MS_PER_HOUR);
    expect(hospital).toEqual(before);
    expect(
      flowFrom(hospital, randomStream("x")).units.map(({ patients }) => patients.length),
    ).toEqual(hospital.units.map(({ beds }) => beds.filter(({ patient }) => patient).length));
  });

  it("after a day has the beds and the transfers of the full simulation", () => {
    const hospitals = Array.from({ length: 4 }, (_, index) => begun(`flow-${index}`));
    // First, for it leaves the hospital as it was, and the full simulation does not.
    const lean = hospitals.flatMap((hospital) =>
      Array.from({ length: 12 }, (_, future) => {
        const flow = flowFrom(hospital, randomStream(hospital.seed, future));
        flowOn(flow, START + HOURS * MS_PER_HOUR);
        return {
          transfers: flow.intensiveTransfers,
          occupied: flow.units.map(({ patients }) => patients.length),
        };
      }),
    );
    const full = hospitals.map((hospital) => {
      let transfers = 0;
      for (const event of advance(hospital, START + HOURS * MS_PER_HOUR, () => MS_PER_HOUR))
        if (event.type === "transferred" && INTENSIVE.has(event.bed.unitCode)) transfers += 1;
      return {
        transfers,
        occupied: hospital.units.map(({ beds }) => beds.filter(({ patient }) => patient).length),
      };
    });
    // A mean of four days has a standard error of about two transfers.
    const transfers = (runs: typeof full) => mean(runs.map((run) => run.transfers));
    expect(Math.abs(transfers(full) - transfers(lean))).toBeLessThan(6);
    for (const place of DEMO_HOSPITAL.units.keys()) {
      const occupied = (runs: typeof full) => mean(runs.map((run) => run.occupied[place] ?? NaN));
      expect(Math.abs(occupied(full) - occupied(lean))).toBeLessThan(2.5);
    }
  });
});
