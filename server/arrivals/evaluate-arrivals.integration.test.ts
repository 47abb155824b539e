import { existsSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { chooseBackend } from "../scoring/backend";
import { arrivalFigures } from "./describe-evaluation";
import { evaluateArrivals } from "./evaluate-arrivals";
import { readHourlyFile } from "./read-hourly-file";

const REAL = "../shared/data/ed-arrivals";

beforeAll(async () => {
  await chooseBackend();
});

describe.runIf(existsSync(REAL))("on the arrivals of a university hospital", () => {
  it("beats the week before, comes near the limit and covers what it says, after eight months", async () => {
    const { hours, calendar } = await readHourlyFile(REAL);
    const figures = arrivalFigures(
      (
        await evaluateArrivals({
          history: hours,
          calendar,
          period: { from: new Date("2014-03-01"), to: new Date("2014-03-22") },
        })
      ).all,
    );
    expect(figures.maeRatioToNaive).toBeLessThan(0.8);
    expect(figures.maeRatioToLimit).toBeLessThan(1.1);
    expect(figures.coverage90).toBeGreaterThan(0.85);
    expect(figures.coverage90).toBeLessThan(0.95);
  });
});

if (!existsSync(REAL)) console.warn(`${REAL} is absent: the real arrivals are not tested`);
