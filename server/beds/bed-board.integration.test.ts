import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditEventsAfter } from "#db/audit";
import { bedStatuses } from "#db/bed-statuses";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { BedBoard, BedBoardFrame, BedOnBoard } from "#models/realtime/bed-board";
import type { BedId, EncounterId } from "#models/shared/ids";
import {
  dischargePatient,
  present,
  type RunningServer,
  startServer,
} from "../realtime/testing-hospital";
import { carryOut } from "./carry-out";
import { type BedHospital, bedHospital, bedOf, type Person, seen } from "./testing/bed-hospital";

let database: TestDatabase;
let hospital: BedHospital;
let server: RunningServer;
let visits = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await bedHospital(database);
});
afterAll(() => database.stop());

beforeEach(async () => {
  await database.pool.query(`
    delete from bed_events;
    delete from bed_cleanings;
    delete from bed_reservations;
    delete from bed_requests;
    delete from bed_stays;
    update encounters set status = 'discharged', discharged_at = now() where status = 'active';
    update units set has_housekeeping = true where kind <> 'emergency';
    update bed_statuses
       set version = 0, occupant = null, is_discharge_pending = false, cleaning = 'none',
           waiting_since = null, cleaning_began_at = null, block_reason = null, blocked_until = null,
           taken_from = null, tags = '{}', changed_by = null`);
  server = await startServer(database);
});
afterEach(async () => {
  hospital.closeScreens();
  await server.stop();
});

/** For what takes milliseconds, on a machine that does much else. */
const PATIENTLY = { timeout: 20_000 };
const inAnHour = () => Date.now() + 3_600_000;
const admit = (unit: string, bed: string) => {
  visits += 1;
  return hospital.admit(unit, bed, `Visitor${visits}`);
};

/** Somebody in the emergency unit who waits for a bed on the ward. */
async function boarder(emergency: Person, bed: string): Promise<EncounterId> {
  const encounterId = await admit("ED", bed);
  server.live.encountersMoved([encounterId]);
  // The test admits behind the feed's back: the board is told as the feed would tell it.
  await database.pool.query("select pg_notify('bed_board_changed', $1)", [hospital.unit("ED")]);
  await expect
    .poll(
      async () =>
        (await emergency.watch()).beds.some(
          ({ occupant }) => occupant?.encounterId === encounterId,
        ),
      PATIENTLY,
    )
    .toBe(true);
  const asked = await emergency.act({
    ...{ type: "request-bed", encounterId, neededKind: "ward", needs: ["oxygen"] },
  });
  expect(asked).toMatchObject({ ok: true });
  return encounterId;
}

describe("two people at once", () => {
  it("give one bed to one patient, twenty times, and the second is told who was first", async () => {
    const emergency = await hospital.person(server, "charge-nurse", "ED");
    const [one, two] = [
      await hospital.person(server, "charge-nurse", "W"),
      await hospital.person(server, "administrator"),
    ];
    const waiting = [await boarder(emergency, "01"), await boarder(emergency, "02")];
    const ward = (await one.watch()).beds.filter(({ unitId }) => unitId === hospital.unit("W"));
    for (const bed of ward.slice(0, 20).map(seen)) {
      const { bedId } = bed;
      const answers = await Promise.all([
        one.act({ type: "reserve", bed, for: { reason: "surgery" }, until: inAnHour() }),
        two.act({ type: "reserve", bed, for: { reason: "other" }, until: inAnHour() }),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.find(({ ok }) => !ok)).toMatchObject({
        error: {
          code: "conflict",
          conflict: {
            reason: "reserved",
            bedId,
            by: expect.stringMatching(/^Person/),
            says: expect.stringContaining("Choose another bed"),
            beds: [{ bedId, state: "reserved" }],
          },
        },
      });
    }

    const last = await hospital.bedId("W", "24");
    const to = seen(bedOf(await one.watch(), last));
    const [first, second] = [present(waiting[0]), present(waiting[1])];
    const assigned = await Promise.all([
      one.act({ type: "assign", encounterId: first, to }),
      two.act({ type: "assign", encounterId: second, to }),
    ]);
    expect(assigned.filter(({ ok }) => ok)).toHaveLength(1);
    expect(assigned.find(({ ok }) => !ok)).toMatchObject({
      error: { code: "conflict", conflict: { reason: "occupied", bedId: last } },
    });
    const { rows } = await database.pool.query(
      "select encounter_id from bed_stays where bed_id = $1 and upper_inf(during)",
      [last],
    );
    expect(rows).toHaveLength(1);
    expect((await one.watch()).boarding).toHaveLength(1);
  });

  it("are kept apart by the database itself", async () => {
    const { userId } = await hospital.person(server, "charge-nurse", "W");
    const bedId = await hospital.bedId("W", "01");
    const reserve = () =>
      database.pool.query(
        `insert into bed_reservations (bed_id, reason, reserved_at, reserved_by, until)
         values ($1, 'other', now(), $2, now() + interval '1 hour')`,
        [bedId, userId],
      );
    await reserve();
    await expect(reserve()).rejects.toMatchObject({ constraint: "one_reservation_per_bed" });
  });

  it("are told when the screen showed what is no longer so", async () => {
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const bedId = await hospital.bedId("W", "01");
    const bed = seen(bedOf(await nurse.watch(), bedId));
    expect(await nurse.act({ type: "set-tags", bed, tags: ["oxygen"] })).toMatchObject({
      ok: true,
      value: { beds: [{ bedId, tags: ["oxygen"], version: 1 }] },
    });
    expect(
      await nurse.act({ type: "block", bed, reason: "maintenance", until: null }),
    ).toMatchObject({ error: { code: "conflict", conflict: { reason: "changed", bedId } } });
  });
});

describe("the way of a bed", () => {
  it("goes from a boarder through discharge and cleaning, with its times", async () => {
    const emergency = await hospital.person(server, "charge-nurse", "ED");
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const encounterId = await boarder(emergency, "01");
    const bedId = await hospital.bedId("W", "03");
    const now = async () => seen(bedOf(await nurse.watch(), bedId));

    expect((await nurse.watch()).boarding).toMatchObject([
      { encounterId, bedLabel: "01", neededKind: "ward", needs: ["oxygen"] },
    ]);
    const states: (string | undefined)[] = [];
    const did = async (answer: ReturnType<Person["act"]>) => {
      const done = await answer;
      if (!done.ok) throw new Error(done.error.message ?? done.error.code);
      states.push(done.value.beds[0]?.state);
    };
    await did(
      nurse.act({ type: "reserve", bed: await now(), for: { encounterId }, until: inAnHour() }),
    );
    expect((await nurse.watch()).boarding).toMatchObject([{ reservedBedId: bedId }]);
    await did(nurse.act({ type: "assign", encounterId, to: await now() }));
    expect((await nurse.watch()).boarding).toEqual([]);
    expect(bedOf(await nurse.watch(), bedId)).toMatchObject({
      occupant: { encounterId, isUnconfirmed: true, needs: ["oxygen"] },
    });
    await did(nurse.act({ type: "expect-discharge", bed: await now() }));
    await did(nurse.act({ type: "discharge", bed: await now() }));
    await did(nurse.act({ type: "start-cleaning", bed: await now() }));
    await did(nurse.act({ type: "finish-cleaning", bed: await now() }));

    expect(states).toEqual([
      ...["reserved", "occupied", "discharge-pending", "cleaning", "cleaning", "available"],
    ]);
    const ward = (await nurse.watch()).units.find(({ code }) => code === "W");
    expect(ward).toMatchObject({ staffedBeds: 24, licensedBeds: 24, counts: { available: 24 } });
    expect(ward?.turnaround).toMatchObject([{ cleanings: 1 }]);
    // The bed in the emergency unit is free again too: it has no housekeeping.
    const left = await hospital.bedId("ED", "01");
    expect(bedOf(await nurse.watch(), left).state).toBe("available");
    const { rows } = await database.pool.query<{ action: string }>(
      "select action from bed_events where bed_id = $1 order by bed_event_id",
      [bedId],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["reserve", "assign", "expect-discharge", "discharge", "start-cleaning"],
      "finish-cleaning",
    ]);
  });

  it("lets two patients change beds, and one move on", async () => {
    const [one, two] = [await admit("W", "01"), await admit("W", "02")];
    await server.stop();
    server = await startServer(database);
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const ids = await Promise.all(["01", "02", "03"].map((label) => hospital.bedId("W", label)));
    const [a, b, c] = [present(ids[0]), present(ids[1]), present(ids[2])];
    const bed = async (bedId: BedId) => seen(bedOf(await nurse.watch(), bedId));

    expect(await nurse.act({ type: "swap", bed: await bed(a), with: await bed(b) })).toMatchObject({
      ok: true,
      value: { beds: [{ occupant: { encounterId: two } }, { occupant: { encounterId: one } }] },
    });
    expect(
      await nurse.act({ type: "transfer", from: await bed(a), to: await bed(c) }),
    ).toMatchObject({
      ok: true,
      value: { beds: [{ state: "cleaning" }, { occupant: { encounterId: two } }] },
    });
    const stranger = await hospital.person(server, "charge-nurse", "I");
    expect(await stranger.act({ type: "discharge", bed: await bed(b) })).toMatchObject({
      error: { code: "forbidden" },
    });
  });

  it("frees a bed by itself when a reservation runs out", async () => {
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const bedId = await hospital.bedId("W", "01");
    const bed = seen(bedOf(await nurse.watch(), bedId));
    const until = Date.now() + 1_500;
    const reserved = await nurse.act({ type: "reserve", bed, for: { reason: "other" }, until });
    expect(reserved).toMatchObject({ ok: true });
    await expect
      .poll(async () => bedOf(await nurse.watch(), bedId).state, PATIENTLY)
      .toBe("available");
    expect(bedOf(await nurse.watch(), bedId).since).toBe(until);
  });
});

describe("the head of a unit", () => {
  it("counts the beds that are staffed as planned, not all that are in use", async () => {
    const administrator = await hospital.person(server, "administrator");
    const staffed = ({ units }: BedBoard) => units.find(({ code }) => code === "W")?.staffedBeds;
    expect(staffed(await administrator.watch())).toBe(24);
    await database.pool.query(
      `insert into unit_staffing (unit_id, valid_from, staffed_beds, changed_at)
       values ($1, now() - interval '1 hour', 20, now()), ($1, now() + interval '1 day', 3, now())`,
      [hospital.unit("W")],
    );
    await server.stop();
    server = await startServer(database);
    const again = await hospital.person(server, "administrator");
    expect(staffed(await again.watch())).toBe(20);
    await database.pool.query("delete from unit_staffing");
  });
});

describe("who is told what", () => {
  it("never sends a name to whoever may not know it, whole or in part", async () => {
    const emergency = await hospital.person(server, "charge-nurse", "ED");
    const administrator = await hospital.person(server, "administrator");
    const other = await hospital.person(server, "charge-nurse", "I");
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const sent = new Map<Person, string[]>();
    for (const person of [emergency, administrator, other, nurse]) {
      const lines: string[] = [];
      sent.set(person, lines);
      person.screen.onAny((...args: unknown[]) => lines.push(JSON.stringify(args)));
      lines.push(JSON.stringify(await person.watch()));
    }
    const encounterId = await boarder(emergency, "05");
    const bedId = await hospital.bedId("W", "07");
    const bed = async () => seen(bedOf(await administrator.watch(), bedId));
    for (const answer of [
      await administrator.act({
        ...{ type: "reserve", bed: await bed(), for: { encounterId }, until: inAnHour() },
      }),
      await administrator.act({ type: "assign", encounterId, to: await bed() }),
    ]) {
      expect(answer).toMatchObject({ ok: true });
      sent.get(administrator)?.push(JSON.stringify(answer));
    }
    sent.get(administrator)?.push(JSON.stringify(await administrator.watch()));
    for (const person of [nurse, other])
      await expect
        .poll(() => sent.get(person)?.some((line) => line.includes(encounterId)), PATIENTLY)
        .toBe(true);

    const name = `Visitor${visits}`;
    expect(sent.get(administrator)?.join("")).toContain(encounterId);
    expect(sent.get(administrator)?.join("")).not.toContain(name);
    expect(sent.get(administrator)?.join("")).not.toContain('"name":"Made-up');
    expect(sent.get(other)?.join("")).not.toContain(name);
    // In the ward's bed it is theirs to know; while kept for somebody of another unit, it was not.
    expect(sent.get(nurse)?.at(-1)).toBeDefined();
    expect(bedOf(await nurse.watch(), bedId).occupant?.person.name).toContain(name);
    expect(bedOf(await administrator.watch(), bedId).occupant?.person).toEqual({
      age: expect.any(Number),
      sex: "female",
    });
  });

  it("tells of a patient who has no part in the bed nothing but that it is occupied", async () => {
    const emergency = await hospital.person(server, "charge-nurse", "ED");
    const scheduler = await hospital.person(server, "scheduler");
    const other = await hospital.person(server, "charge-nurse", "I");
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const encounterId = await boarder(emergency, "06");
    const bedId = await hospital.bedId("W", "08");
    const bed = seen(bedOf(await nurse.watch(), bedId));
    const lines: string[] = [];
    scheduler.screen.onAny((...args: unknown[]) => lines.push(JSON.stringify(args)));
    await scheduler.watch();
    const kept = { type: "reserve", bed, for: { encounterId }, until: inAnHour() } as const;
    expect(await nurse.act(kept)).toMatchObject({ ok: true });

    const waits = ({ boarding }: BedBoard) =>
      boarding.find((patient) => patient.encounterId === encounterId);
    // Whoever may give a bed of another unit sees what for; who lies there is not theirs to know.
    const atOther = await other.watch();
    expect(waits(atOther)).toMatchObject({ person: { age: expect.any(Number), sex: "female" } });
    expect(waits(atOther)?.person).not.toHaveProperty("name");
    expect(bedOf(atOther, bedId).reservation).toEqual({
      ...{ encounterId: null, reason: null, until: kept.until, by: expect.any(String) },
    });

    const atScheduler = await scheduler.watch();
    expect(waits(atScheduler)).toMatchObject({ person: { age: null, sex: "unknown" }, needs: [] });
    await expect.poll(() => lines.some((line) => line.includes(bedId)), PATIENTLY).toBe(true);
    for (const { beds } of [atOther, atScheduler]) {
      const ward = beds.filter(({ unitId }) => unitId === hospital.unit("W"));
      expect(ward.length).toBeGreaterThan(0);
      expect(ward.filter(({ occupant }) => occupant)).toEqual([]);
    }
    for (const told of [JSON.stringify(atScheduler), ...lines]) {
      expect(told).not.toMatch(/"age":\d|"sex":"(?!unknown)|expectedDischarge|"occupant"/);
    }
  });

  it("takes away what is on the screen when a unit is taken away", async () => {
    await admit("W", "01");
    await server.stop();
    server = await startServer(database);
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const bedId = await hospital.bedId("W", "01");
    expect(bedOf(await nurse.watch(), bedId).occupant?.person.name).toContain("Visitor");

    const frames: BedBoardFrame[] = [];
    nurse.screen.on("bed-board:changed", (frame) => frames.push(frame));
    await database.pool.query("delete from user_units where user_id = $1", [nurse.userId]);
    await database.pool.query("select pg_notify('access_changed', $1)", [nurse.userId]);
    const last = (): BedOnBoard | undefined =>
      frames.flatMap(({ beds }) => beds ?? []).findLast((bed) => bed.bedId === bedId);
    await expect.poll(() => last()?.state, PATIENTLY).toBe("occupied");
    expect(last()).not.toHaveProperty("occupant");
  });

  it("tells nothing to whoever may not read capacity, and records who looked and did", async () => {
    const nurse = await hospital.person(server, "nurse", "W");
    await expect(nurse.watch()).rejects.toThrow("forbidden");
    const scheduler = await hospital.person(server, "scheduler");
    const bedId = await hospital.bedId("W", "01");
    const bed = seen(bedOf(await scheduler.watch(), bedId));
    const block = { type: "block", bed, reason: "no-staff", until: null } as const;
    expect(await scheduler.act(block)).toMatchObject({ error: { code: "forbidden" } });
    const administrator = await hospital.person(server, "administrator");
    expect(await administrator.act(block)).toMatchObject({
      value: { beds: [{ state: "blocked", block: { reason: "no-staff", until: null } }] },
    });

    await server.trail.drain();
    const events = await auditEventsAfter(database.pool, 0, 1_000);
    const by = ({ userId }: Person) =>
      events
        .filter(({ actor }) => actor.kind === "user" && actor.userId === userId)
        .map(({ action, outcome }) => `${action} ${outcome}`);
    expect(by(nurse)).toContain("access:refused refused");
    expect(by(scheduler)).toEqual(["bed-board:viewed permitted", "access:refused refused"]);
    expect(by(administrator)).toContain("bed:acted permitted");
  });
});

describe("after a stop in the midst", () => {
  it("shows what was stored, and settles what was not yet", async () => {
    const encounterId = await admit("W", "02");
    await server.stop();
    server = await startServer(database);
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const [kept, left] = [await hospital.bedId("W", "01"), await hospital.bedId("W", "02")];
    const bed = seen(bedOf(await nurse.watch(), kept));
    await nurse.act({ type: "block", bed, reason: "maintenance", until: null });
    hospital.closeScreens();
    await server.stop();

    // Stored, and nobody was there to tell.
    await dischargePatient(database.pool, encounterId);
    server = await startServer(database);
    const again = await hospital.person(server, "charge-nurse", "W");
    expect(bedOf(await again.watch(), kept)).toMatchObject({
      state: "blocked",
      block: { reason: "maintenance" },
      by: expect.stringMatching(/^Person/),
    });
    await expect
      .poll(async () => bedOf(await again.watch(), left).version, PATIENTLY)
      .toBeGreaterThan(0);
    expect(bedOf(await again.watch(), left)).toMatchObject({ state: "cleaning", by: null });
  });

  it("has a patient's move whole whose telling never came", async () => {
    const emergency = await hospital.person(server, "charge-nurse", "ED");
    const { userId } = await hospital.person(server, "administrator");
    const encounterId = await boarder(emergency, "03");
    const bedId = await hospital.bedId("W", "05");
    hospital.closeScreens();
    await server.stop();

    // As far as the process came that was killed: committed, and neither settled nor told.
    const to = { bedId, version: 0 };
    const command = { type: "assign", encounterId, to } as const;
    await carryOut(database.pools.app, { userId, command, at: new Date() });
    server = await startServer(database);
    const nurse = await hospital.person(server, "charge-nurse", "W");
    const left = await hospital.bedId("ED", "03");
    expect(bedOf(await nurse.watch(), bedId)).toMatchObject({
      state: "occupied",
      occupant: { encounterId },
    });
    expect((await nurse.watch()).boarding).toEqual([]);
    expect(bedOf(await nurse.watch(), left).state).toBe("available");
    const isSettled = async () =>
      (await bedStatuses(database.pool, [left], new Date())).get(left)?.occupant === null;
    await expect.poll(isSettled, PATIENTLY).toBe(true);
  });
});
