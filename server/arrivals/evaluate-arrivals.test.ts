import { beforeAll, describe, expect, it } from "vitest";
import type { ArrivalHour, HospitalCalendar } from "#models/arrivals/arrival-hour";
import { poissonExpectedError } from "#models/arrivals/count-distribution";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { normal, seededRandom } from "#models/deterioration/seeded-random";
import { chooseBackend } from "../scoring/backend";
import { describeArrivals } from "./describe-evaluation";
import { evaluateArrivals } from "./evaluate-arrivals";

beforeAll(async () => {
  await chooseBackend();
});

describe("on made-up arrivals", () => {
  const calendar: HospitalCalendar = { timeZone: "UTC", specialDays: new Map() };
  const start = Date.parse("2025-01-06T00:00:00Z");
  const random = seededRandom(3);
  const MEAN = 16;
  const history: ArrivalHour[] = Array.from({ length: 49 * 24 }, (_, index) => ({
    startsAt: new Date(start + index * MS_PER_HOUR),
    arrivals: Math.max(0, Math.round(MEAN + Math.sqrt(MEAN) * normal(random))),
  }));
  const at = (hours: number): Date => new Date(start + hours * MS_PER_HOUR);
  const period = { from: at(42 * 24), to: at(44 * 24) };

  it("judges each hour of the period that a forecast reaches, and no later one", async () => {
    const { all, byHorizon } = await evaluateArrivals({ history, calendar, period });
    // Eight origins, the first of which reaches 48 hours of the period, the next 42, …
    expect(all.forecasts).toBe(48 + 42 + 36 + 30 + 24 + 18 + 12 + 6);
    expect(byHorizon.reduce((sum, { errors }) => sum + errors.forecasts, 0)).toBe(all.forecasts);
    expect(all.inside + all.below + all.above).toBe(all.forecasts);
    // The mean is the same at all hours: so is the limit, but for what chance taught the profile.
    expect(all.limitError / all.forecasts / poissonExpectedError(MEAN)).toBeCloseTo(1, 1);
  });

  it("is not moved by what comes after the period", async () => {
    const later = history.map((hour) =>
      hour.startsAt < period.to ? hour : { ...hour, arrivals: 500 },
    );
    const options = { calendar, period, refitDays: 1 };
    const [known, changed] = [
      await evaluateArrivals({ ...options, history }),
      await evaluateArrivals({ ...options, history: later }),
    ];
    expect(changed).toEqual(known);
    expect(known.refits).toBe(1);
  });

  it("prints a table by horizon", async () => {
    const report = await evaluateArrivals({ history, calendar, period });
    const table = describeArrivals(report);
    expect(table).toMatch(/^1-6 /m);
    expect(table).toMatch(/^73-168 .*NaN/m); // nothing of the period lies so far ahead
    expect(table).toMatch(/^all +216 /m);
  });
});
