import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dischargeFigures, overAllHorizons } from "./describe-discharges";
import { evaluateDischarges } from "./evaluate-discharges";
import { type DailyDischarges, readDischarges } from "./read-discharges";

const REAL = "../shared/data/nhs";

describe.runIf(existsSync(REAL))("on English trusts", () => {
  it("covers what it says and beats the week before", async () => {
    const all = await readDischarges(REAL);
    const trusts = new Set(["R0A", "RGT", "R0D", "RQX", "RTH"]);
    const days: DailyDischarges = new Map(
      [...all].map(([date, day]) => [
        date,
        new Map([...day].filter(([trust]) => trusts.has(trust))),
      ]),
    );
    const report = evaluateDischarges(days, { from: "2024-03-01", to: "2024-05-31" });
    const figures = dischargeFigures(overAllHorizons(report));
    expect(report.trusts).toBe(5);
    expect(figures.wisRatioToNaive).toBeLessThan(0.85);
    expect(figures.coverage90).toBeGreaterThan(0.84);
    expect(figures.coverage90).toBeLessThan(0.96);
  });
});

if (!existsSync(REAL)) console.warn(`${REAL} is absent: the real trusts are not tested`);
