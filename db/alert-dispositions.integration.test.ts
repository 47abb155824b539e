import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Disposition } from "#models/alerts/disposition";
import { AlertId, type UserId } from "#models/shared/ids";
import { actingAs } from "./acting";
import { giveDisposition, disposedAlerts, dispositionsOf } from "./alert-dispositions";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";
import { addPerson, addWard, type Ward } from "./testing/two-wards";

let database: TestDatabase;
let own: Ward;
let other: Ward;
let people: Record<"nurse" | "colleague" | "elsewhere" | "officer" | "scheduler", UserId>;

const NOW = new Date("2026-01-07T12:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  own = await addWard(database.pool, "A");
  other = await addWard(database.pool, "B");
  people = {
    nurse: await addPerson(database.pool, "nurse", own),
    colleague: await addPerson(database.pool, "nurse", own),
    elsewhere: await addPerson(database.pool, "nurse", other),
    officer: await addPerson(database.pool, "security-officer", own),
    scheduler: await addPerson(database.pool, "scheduler", own),
  };
});
afterAll(() => database.stop());

beforeEach(() =>
  database.pool.query(
    `delete from alert_dispositions;
     update alerts
        set cause = 'deterioration-risk',
            reason = '{"modelVersion": "2.0.0"}',
            raised_at = '2026-01-05T00:30:00Z'`,
  ),
);

const give = (person: keyof typeof people, ward: Ward, disposition: Disposition) =>
  actingAs(database.pools.app, people[person], (db) =>
    giveDisposition(db, {
      alertId: AlertId.parse(ward.alert),
      disposition,
      userId: people[person],
      at: NOW,
    }),
  );

const seenBy = (person: keyof typeof people) =>
  actingAs(database.pools.app, people[person], (db) =>
    dispositionsOf(db, [AlertId.parse(own.alert), AlertId.parse(other.alert)]),
  );

describe("what was said of an alert", () => {
  it("is kept with who said it, and the last word stands", async () => {
    await give("nurse", own, "artefact");
    await give("colleague", own, "true-deterioration");

    expect(await seenBy("nurse")).toEqual(new Map([[own.alert, "true-deterioration"]]));
    const { rows } = await database.pool.query(
      `select given_by as "givenBy", given_at as "givenAt" from alert_dispositions`,
    );
    expect(rows).toEqual([{ givenBy: people.colleague, givenAt: NOW }]);
  });

  it.each(["elsewhere", "officer"] as const)("is not taken from %s", async (person) => {
    await expect(give(person, own, "artefact")).rejects.toMatchObject({ code: "42501" });
    await give("nurse", own, "true-deterioration");
    await expect(give(person, own, "artefact")).rejects.toMatchObject({ code: "42501" });
  });

  it("is not given in another's name", async () => {
    const inTheirName = actingAs(database.pools.app, people.nurse, (db) =>
      giveDisposition(db, {
        alertId: AlertId.parse(own.alert),
        disposition: "artefact",
        userId: people.colleague,
        at: NOW,
      }),
    );
    await expect(inTheirName).rejects.toMatchObject({ code: "42501" });
  });

  it("is seen by whoever sees the alert", async () => {
    await give("nurse", own, "artefact");
    expect(await seenBy("elsewhere")).toEqual(new Map());
    expect(await seenBy("officer")).toEqual(new Map());
  });
});

describe("the counts of answers", () => {
  const counted = (person: keyof typeof people, version = "2.0.0", since = new Date(0)) =>
    actingAs(database.pools.app, people[person], (db) =>
      disposedAlerts(db, { version, since, timeZone: "America/New_York" }),
    );

  it("are of every unit, by the week it was in the hospital, for whoever may judge the model", async () => {
    await give("nurse", own, "artefact");
    for (const person of ["officer", "elsewhere"] as const) {
      const counts = await counted(person);
      // Half past midnight in Greenwich is still Sunday in New York.
      expect(counts).toContainEqual({
        unitId: own.unit,
        week: "2025-12-29",
        disposition: "artefact",
        alerts: 1,
      });
      expect(counts).toContainEqual({
        unitId: other.unit,
        week: "2025-12-29",
        disposition: null,
        alerts: 1,
      });
    }
  });

  it("are none for others, of another version, or of a later time", async () => {
    expect(await counted("scheduler")).toEqual([]);
    expect(await counted("officer", "1.0.0")).toEqual([]);
    expect(await counted("officer", "2.0.0", NOW)).toEqual([]);
  });
});
