import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_HOSPITAL } from "#models/hospital/demo-hospital";
import {
  LAST_PRESENCE,
  PAST_PRESENCE,
  PastPresence,
  UNIT_FLOW,
} from "#models/forecasts/past-presence";
import { UnitFlow } from "#models/forecasts/unit-flow";
import { MS_PER_DAY, MS_PER_HOUR } from "#models/shared/time-range";
import { censusUnits, hourlyCensus } from "../census";
import { hourlyEmergencyArrivals } from "../emergency-arrivals";
import { fittedModel } from "../fitted-models";
import { weeklyFluAdmissions } from "../flu-admissions";
import { createTestDatabase, type TestDatabase } from "../testing/test-database";
import { seedHistory } from "./seed-history";
import { seedHospital } from "./seed-hospital";

const now = new Date("2026-02-17T14:25:00Z");
const until = new Date("2026-02-17T14:00:00Z");
const days = 21;
const range = { from: new Date(until.getTime() - (days + 1) * MS_PER_DAY), to: now };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seedHospital(database.pool, DEMO_HOSPITAL);
  await seedHistory(database.pool, { days, timeZone: "Europe/London", now });
});
afterAll(() => database.stop());

describe("the made-up past", () => {
  it("has every hour of every unit up to now, and says that it is made up", async () => {
    const rows = await hourlyCensus(database.pool, range);
    expect(rows).toHaveLength(DEMO_HOSPITAL.units.length * days * 24);
    expect(rows.every(({ source }) => source === "made-up")).toBe(true);
    expect(rows.at(-1)?.hour).toEqual(until);
  });

  it("goes on from hour to hour by what came and went", async () => {
    for (const { unitId, licensedBeds } of await censusUnits(database.pool, now)) {
      const rows = await hourlyCensus(database.pool, range, unitId);
      const wrong = rows.slice(1).filter((row, index) => {
        const before = rows[index]?.occupied ?? NaN;
        const came = row.admissions + row.transfersIn;
        const went = row.discharges + row.transfersOut;
        return before + came - went !== row.occupied || row.occupied > licensedBeds;
      });
      expect(wrong).toEqual([]);
    }
  });

  it("moves nobody in who has not moved out elsewhere", async () => {
    const moves = new Map<number, number>();
    for (const { hour, transfersIn, transfersOut } of await hourlyCensus(database.pool, range)) {
      const at = hour.getTime();
      moves.set(at, (moves.get(at) ?? 0) + transfersIn - transfersOut);
    }
    expect([...moves.values()].filter((sum) => sum !== 0)).toEqual([]);
  });

  it("has emergency arrivals that follow the day", async () => {
    const rows = await hourlyEmergencyArrivals(database.pool, range);
    expect(rows.at(-1)?.hour).toEqual(new Date(until.getTime() - MS_PER_HOUR));
    const at = (hours: readonly number[]) =>
      rows
        .filter(({ hour }) => hours.includes(hour.getUTCHours()))
        .reduce((sum, { arrivals }) => sum + arrivals, 0);
    expect(at([10, 11, 12])).toBeGreaterThan(2 * at([3, 4, 5]));
  });

  it("has flu in winter, by whole weeks", async () => {
    const weeks = await weeklyFluAdmissions(database.pool, "2025-01-01");
    expect(weeks).toHaveLength(2);
    expect(weeks.at(-1)?.weekEndsOn).toBe("2026-02-14");
    expect(weeks.reduce((sum, { general }) => sum + general, 0)).toBeGreaterThan(5);
  });

  it("leaves what was learnt of stays, and who lay where before forecasts are made up", async () => {
    const flow = UnitFlow.parse((await fittedModel(database.pool, UNIT_FLOW))?.parameters);
    expect(flow.routes).toHaveLength(DEMO_HOSPITAL.units.length);
    const census = await hourlyCensus(database.pool, range);
    const newest = Math.max(...census.map(({ hour }) => hour.getTime()));
    for (const name of [PAST_PRESENCE, LAST_PRESENCE]) {
      const [first, ...others] = PastPresence.parse(
        (await fittedModel(database.pool, name))?.parameters,
      );
      if (!first) throw new Error("nobody was anywhere");
      const counted = census.filter(({ hour }) => hour.getTime() === first.at.getTime());
      expect(first.patients).toHaveLength(counted.reduce((sum, { occupied }) => sum + occupied, 0));
      // The last hour is forecast in time, and so not afterwards.
      const isNewest = [first, ...others].map(({ at }) => at.getTime() === newest);
      expect(isNewest.includes(true)).toBe(name === LAST_PRESENCE);
    }
  });

  it("is written once", async () => {
    expect(await seedHistory(database.pool, { days, timeZone: "Europe/London", now })).toBe(false);
  });
});
