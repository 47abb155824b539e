import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnitId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { appointmentPlaces, nursedSlots, setAppointmentPlace } from "./appointments";
import type { Queryable } from "./pool";
import {
  importAbsences,
  importAppointments,
  importRequests,
  importStaff,
  schedulingNames,
} from "./scheduling-import";
import { absencesBetween, requestsBetween, staffOfUnits } from "./staff";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard } from "./testing/two-wards";

let database: TestDatabase;
let unitId: UnitId;
let unitCode: string;
let people: Record<"planner" | "nurse", UserId>;

beforeAll(async () => {
  database = await createTestDatabase();
  const ward = await addWard(database.pool, "A");
  unitId = UnitId.parse(ward.unit);
  const { rows } = await database.pool.query<{ code: string }>(
    "select code from units where unit_id = $1",
    [unitId],
  );
  unitCode = rows[0]?.code ?? "";
  people = {
    planner: await addPerson(database.pool, "scheduler", ward),
    nurse: await addPerson(database.pool, "nurse", ward),
  };
});
afterAll(() => database.stop());

const as = <T>(person: keyof typeof people, work: (db: Queryable) => Promise<T>): Promise<T> =>
  actingAs(database.pools.app, people[person], work);

const somebody = (staffNumber: string, more = {}) => ({
  ...{ staffNumber, name: "Amara Lind", grade: "registered" as const },
  ...{ employment: "contract" as const, unitCode, floatUnitCodes: [], skills: [] },
  ...{ contractMinutesPerWeek: 2_250, regularCost: 30, isNew: false, ...more },
});
const staff = () => as("planner", (db) => staffOfUnits(db, [unitId], "2026-04-01"));

describe("staff from a file", () => {
  it("are added, and found again by their number", async () => {
    await as("planner", async (db) =>
      importStaff(db, [somebody("1001"), somebody("1002")], await schedulingNames(db)),
    );
    const [first] = await staff();
    expect(first).toMatchObject({ hourlyCost: { regular: 30, overtime: 45 } });

    const changed = somebody("1001", { name: "Amara Lindt", regularCost: undefined });
    await as("planner", async (db) => importStaff(db, [changed], await schedulingNames(db)));
    expect((await staff()).map(({ name }) => name)).toEqual(["Amara Lind", "Amara Lindt"]);
    expect((await staff()).map(({ hourlyCost }) => hourlyCost.regular)).toEqual([30, 30]);
  });

  it("cost what others of their grade do, where the file says nothing", async () => {
    const newcomer = somebody("1003", { name: "Bo Ek", regularCost: undefined });
    await as("planner", async (db) => importStaff(db, [newcomer], await schedulingNames(db)));
    expect((await staff()).find(({ name }) => name === "Bo Ek")?.hourlyCost.regular).toBe(30);
  });

  it("are nobody's to write who does not plan", async () => {
    const write = as("nurse", async (db) =>
      importStaff(db, [somebody("1009")], await schedulingNames(db)),
    );
    await expect(write).rejects.toThrow();
    expect(await staff()).toHaveLength(3);
  });
});

describe("leave and requests from a file", () => {
  const APRIL = { from: "2026-04-01", to: "2026-05-01" };

  it("are stored once, however often the file is read", async () => {
    const leave = {
      ...{ staffNumber: "1001", from: "2026-04-06", to: "2026-04-10" },
      absence: "annual-leave" as const,
    };
    const wish = { staffNumber: "1002", on: "2026-04-12", wants: "off" as const };
    const read = () =>
      as("planner", async (db) => {
        const names = await schedulingNames(db);
        return [
          await importAbsences(db, [leave], names, people.planner),
          await importRequests(db, [wish], names, people.planner),
        ];
      });
    expect(await read()).toEqual([1, 1]);
    expect(await read()).toEqual([0, 0]);

    const personIds = (await staff()).map(({ personId }) => personId);
    expect(await as("planner", (db) => absencesBetween(db, personIds, APRIL))).toMatchObject([
      { fromOn: "2026-04-06", toOn: "2026-04-10", creditMinutesPerDay: 321 },
    ]);
    expect(await as("planner", (db) => requestsBetween(db, personIds, APRIL))).toMatchObject([
      { on: "2026-04-12", wants: "off", shiftId: null },
    ]);
  });
});

describe("appointments from a file", () => {
  const at = new Date("2026-04-01T12:00:00Z");
  const booking = {
    ...{ number: randomUUID(), place: "OR 1", state: "booked" as const },
    startsAt: new Date("2026-04-02T08:00:00Z"),
    endsAt: new Date("2026-04-02T10:00:00Z"),
  };

  it("ask for nurses where somebody is set to nurse, and never change what a feed sent", async () => {
    await database.pool.query(
      "insert into appointments (sender, number, state, said_at) values ('SCHED|HOSP', $1, 'booked', $2)",
      [booking.number, at],
    );
    await as("planner", async (db) => {
      expect(await importAppointments(db, [booking], at)).toBe(1);
      await setAppointmentPlace(db, "OR 1", { unitId, nurses: 2 });
      expect(
        await nursedSlots(db, { from: at, to: new Date("2026-05-01T00:00:00Z") }),
      ).toMatchObject([{ unitId, nurses: 2 }]);
      expect(await importAppointments(db, [{ ...booking, state: "cancelled" }], at)).toBe(1);
      expect(await appointmentPlaces(db, at)).toMatchObject([{ place: "OR 1", bookedSlots: 0 }]);
    });
    const { rows } = await database.pool.query(
      "select state from appointments where sender = 'SCHED|HOSP'",
    );
    expect(rows).toEqual([{ state: "booked" }]);
  });

  it("are nobody's to write who does not plan", async () => {
    const write = as("nurse", (db) =>
      importAppointments(db, [{ ...booking, number: "other" }], at),
    );
    await expect(write).rejects.toThrow();
  });
});
