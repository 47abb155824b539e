import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { ApprovalAnswer, MyShiftsAnswer, OwnSwap } from "#models/realtime/my-shifts";
import { SwapId } from "#models/rostering/own-shift-ids";
import { present, type RunningServer, startServer } from "../realtime/testing-hospital";
import { LONG_DAY, NIGHT, OwnShiftHospital, type Phone } from "./testing/own-shift-hospital";

let database: TestDatabase;
let hospital: OwnShiftHospital;
let server: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await OwnShiftHospital.open(database);
});
afterAll(() => database.stop());
beforeEach(async () => {
  server = await startServer(database);
});
afterEach(async () => {
  await hospital.clear();
  await server.stop();
});

/** For what takes milliseconds, on a machine that does much else. */
const PATIENTLY = { timeout: 20_000 };
const HOUR_MS = 3_600_000;

const says = (answer: MyShiftsAnswer | ApprovalAnswer): string =>
  answer.ok ? "done" : (answer.error.says ?? answer.error.code);
const swapOf = async (phone: Phone): Promise<OwnSwap> => present((await phone.watch()).swaps[0]);

describe("a swap", () => {
  it("is offered to those alone whose rules it breaks none of", async () => {
    const [anna, ben, cleo, dora] = [
      await hospital.nurse("Anna"),
      await hospital.nurse("Ben"),
      await hospital.nurse("Cleo"),
      await hospital.nurse("Dora", { hasAccount: false }),
    ];
    const rosterId = await hospital.roster([
      [anna, 3, LONG_DAY],
      // A night that ends when the shift begins: no rest between the two.
      [cleo, 2, NIGHT],
      [ben, 6, LONG_DAY],
    ]);
    const phone = await hospital.phone(server, anna);
    const options = await phone.options({ rosterId, day: 3 });

    expect(options).toMatchObject({ ok: true, value: { takers: [{ name: "Ben" }] } });
    if (!options.ok) throw new Error(options.error.code);
    const { exchanges } = options.value;
    expect(exchanges.find(({ name }) => name === "Ben")?.shifts).toMatchObject([{ day: 6 }]);
    expect(exchanges.map(({ name }) => name)).not.toContain("Dora");
    expect(options.value.withoutAccount).toEqual(["Dora"]);
    expect(dora.userId).toBeNull();

    const offered = await phone.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: cleo.personId, wants: null },
    });
    expect(says(offered)).toMatch(/rule of one of you/);
  });

  it("goes to the first of two who take it at once, each time", async () => {
    const [anna, ben, cleo] = [
      await hospital.nurse("Anna"),
      await hospital.nurse("Ben"),
      await hospital.nurse("Cleo"),
    ];
    const days = [0, 2, 4, 6, 8];
    const rosterId = await hospital.roster(days.map((day) => [anna, day, LONG_DAY]));
    const giving = await hospital.phone(server, anna);
    const phones = [await hospital.phone(server, ben), await hospital.phone(server, cleo)];
    for (const day of days) {
      const offer = { type: "offer-swap", rosterId, day, to: null, wants: null } as const;
      expect(says(await giving.act({ ...offer, assignment: hospital.shift(LONG_DAY) }))).toBe(
        "done",
      );
      const { swapId } = present(
        (await giving.watch()).swaps.find(({ state }) => state === "open"),
      );
      const answers = await Promise.all(
        phones.map((phone) => phone.act({ type: "accept-swap", swapId })),
      );
      expect(answers.map(says).sort()).toEqual([
        "Somebody else was first and has taken it.",
        "done",
      ]);
      const holders = await Promise.all(
        [anna, ben, cleo].map((nurse) => hospital.works(rosterId, nurse, day)),
      );
      expect(holders.filter((shift) => shift === LONG_DAY)).toHaveLength(1);
      expect(holders[0]).toBeNull();
    }
    const { rows } = await database.pool.query(
      "select kind from roster_changes where kind = 'swap' and roster_id = $1",
      [rosterId],
    );
    expect(rows).toHaveLength(days.length);
  });

  it("says what it does to hours and rest before it is taken, to whom it is offered alone", async () => {
    const [anna, ben, cleo] = [
      await hospital.nurse("Anna"),
      await hospital.nurse("Ben"),
      await hospital.nurse("Cleo"),
    ];
    const rosterId = await hospital.roster([
      [anna, 3, LONG_DAY],
      [ben, 1, LONG_DAY],
      [ben, 5, LONG_DAY],
    ]);
    const [giving, taking, other] = [
      await hospital.phone(server, anna),
      await hospital.phone(server, ben),
      await hospital.phone(server, cleo),
    ];
    await giving.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: ben.personId, wants: null },
    });
    const { swapId } = await swapOf(taking);
    // From 19:00 of one day to 07:00 of the next but one.
    expect(await taking.effect(swapId)).toEqual({
      ok: true,
      value: {
        ...{ paidMinutes: 690, restHoursBefore: 36, restHoursAfter: 36 },
        ...{ waits: false, hindrance: null },
      },
    });
    expect(await other.effect(swapId)).toMatchObject({ error: { code: "not-found" } });

    await hospital.assign(rosterId, [[ben, 2, NIGHT]]);
    expect(await taking.effect(swapId)).toMatchObject({
      value: { hindrance: expect.stringMatching(/rule .* for you/) },
    });
    expect(await hospital.works(rosterId, anna, 3)).toBe(LONG_DAY);
  });

  it("is judged by both persons' rules again when it is taken", async () => {
    const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
    const rosterId = await hospital.roster([[anna, 3, LONG_DAY]]);
    const [giving, taking] = [
      await hospital.phone(server, anna),
      await hospital.phone(server, ben),
    ];
    await giving.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: ben.personId, wants: null },
    });
    const { swapId } = await swapOf(taking);
    await hospital.assign(rosterId, [[ben, 2, NIGHT]]);

    expect(says(await taking.act({ type: "accept-swap", swapId }))).toMatch(/rule .* for you/);
    expect(await hospital.works(rosterId, anna, 3)).toBe(LONG_DAY);
    expect((await swapOf(taking)).state).toBe("open");
  });

  it("waits for a charge nurse where the unit wants it so, and both are told what came of it", async () => {
    const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
    const lead = await hospital.nurse("Lead", { role: "charge-nurse" });
    const rosterId = await hospital.roster([
      [anna, 3, LONG_DAY],
      [ben, 5, LONG_DAY],
    ]);
    const [giving, taking, deciding] = [
      await hospital.phone(server, anna),
      await hospital.phone(server, ben),
      await hospital.phone(server, lead),
    ];
    const planning = await hospital.somebody(server, "scheduler");
    const before = await planning.approvals();
    if (!before.ok) throw new Error(before.error.code);
    const { unitId, policy, version } = present(
      before.value.policies.find((each) => each.unitId === hospital.unitId),
    );
    const always = { ...policy, swapApproval: "always" } as const;
    const set = { type: "set-policy", unitId, version, policy: always } as const;
    expect(await planning.decide(set)).toMatchObject({ ok: true });
    expect(await planning.decide(set)).toMatchObject({ error: { code: "conflict" } });

    await giving.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: ben.personId, wants: { day: 5, assignment: hospital.shift(LONG_DAY) } },
    });
    const { swapId } = await swapOf(taking);
    expect(await taking.act({ type: "accept-swap", swapId })).toMatchObject({
      ok: true,
      value: { waits: true },
    });
    expect(await hospital.works(rosterId, anna, 3)).toBe(LONG_DAY);
    expect(await deciding.approvals()).toMatchObject({
      value: { swaps: [{ giver: "Anna", taker: "Ben", hindrances: [] }], leaves: [] },
    });

    expect(await deciding.decide({ type: "approve-swap", swapId })).toMatchObject({ ok: true });
    expect(await hospital.works(rosterId, anna, 3)).toBeNull();
    expect(await hospital.works(rosterId, anna, 5)).toBe(LONG_DAY);
    expect(await hospital.works(rosterId, ben, 3)).toBe(LONG_DAY);
    const kinds = (phone: Phone) => () => phone.notices.map(({ subject }) => subject.kind);
    await expect.poll(kinds(giving), PATIENTLY).toEqual(["swap-accepted", "swap-done"]);
    await expect.poll(kinds(taking), PATIENTLY).toEqual(["swap-offered", "swap-done"]);
    expect(await deciding.decide({ type: "approve-swap", swapId })).toMatchObject({
      error: { code: "conflict" },
    });
  });

  it("is nobody's who was not asked, and not the giver's to decide", async () => {
    const lead = await hospital.nurse("Lead", { role: "charge-nurse" });
    const [ben, cleo] = [await hospital.nurse("Ben"), await hospital.nurse("Cleo")];
    const rosterId = await hospital.roster([[lead, 3, LONG_DAY]]);
    const [giving, taking, other] = [
      await hospital.phone(server, lead),
      await hospital.phone(server, ben),
      await hospital.phone(server, cleo),
    ];
    await database.pool.query(
      `insert into unit_roster_policies
       select $1, 'always', 3, 30, 2, 5.6, 1, $2, now()`,
      [hospital.unitId, lead.userId],
    );
    await giving.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: ben.personId, wants: null },
    });
    const { swapId } = await swapOf(taking);
    const code = async (answer: Promise<MyShiftsAnswer>) => {
      const given = await answer;
      return given.ok ? "done" : given.error.code;
    };
    expect(await code(other.act({ type: "accept-swap", swapId }))).toBe("not-found");
    expect(await code(other.act({ type: "withdraw-swap", swapId }))).toBe("not-found");
    expect(await code(giving.act({ type: "accept-swap", swapId }))).toBe("not-found");
    expect((await other.watch()).swaps).toEqual([]);

    expect(await code(taking.act({ type: "accept-swap", swapId }))).toBe("done");
    expect(await giving.decide({ type: "approve-swap", swapId })).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await other.approvals()).toMatchObject({ error: { code: "forbidden" } });
    expect(await code(taking.act({ type: "withdraw-swap", swapId }))).toBe("done");
    expect(await hospital.works(rosterId, lead, 3)).toBe(LONG_DAY);
  });

  it("is over at its instant, whatever the row says", async () => {
    const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
    const rosterId = await hospital.roster([[anna, 3, LONG_DAY]]);
    const [giving, taking] = [
      await hospital.phone(server, anna),
      await hospital.phone(server, ben),
    ];
    await giving.act({
      ...{ type: "offer-swap", rosterId, day: 3, assignment: hospital.shift(LONG_DAY) },
      ...{ to: null, wants: null },
    });
    const { swapId } = await swapOf(taking);
    await database.pool.query("update shift_swaps set expires_at = now() - interval '1 second'");
    expect((await swapOf(giving)).state).toBe("expired");
    expect(says(await taking.act({ type: "accept-swap", swapId }))).toBe("It has expired.");
  });
});

describe("one's own shifts", () => {
  it("are those of published rosters, with whom, and what changed since one looked", async () => {
    const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
    const rosterId = await hospital.roster(
      [
        [anna, 1, LONG_DAY],
        [ben, 1, LONG_DAY],
        [anna, 4, NIGHT],
      ],
      { isDraft: true },
    );
    const phone = await hospital.phone(server, anna);
    expect((await phone.watch()).shifts).toEqual([]);

    await hospital.publish(rosterId);
    await expect
      .poll(() => phone.notices.map(({ subject }) => subject.kind), PATIENTLY)
      .toEqual(["roster-published"]);
    const mine = await phone.watch();
    expect(mine.shifts).toMatchObject([
      { on: hospital.on(1), code: "D", with: ["Ben"], paidMinutes: 690 },
      { on: hospital.on(4), code: "N", with: [], isNight: true },
    ]);
    expect(mine.hours).toMatchObject([{ workedMinutes: 0, contractMinutes: 4_500 }]);

    await phone.act({ type: "look", at: Date.now() });
    expect((await phone.watch()).changes).toEqual([]);
    await hospital.assign(rosterId, [
      [anna, 4, LONG_DAY],
      [anna, 1, null],
    ]);
    await expect
      .poll(async () => (await phone.watch()).notices[0]?.subject, PATIENTLY)
      .toMatchObject({ kind: "shifts-changed", on: hospital.on(1), count: 2 });
    const changed = await phone.watch();
    expect(changed.changes).toMatchObject([
      { on: hospital.on(1), before: "Long day, U1", after: null },
      { on: hospital.on(4), before: "Night, U1", after: "Long day, U1" },
    ]);
    expect(changed.shifts).toMatchObject([{ on: hospital.on(4), isNew: true }]);
    const noticeIds = changed.notices.map(({ noticeId }) => noticeId);
    await phone.act({ type: "read-notices", noticeIds });
    expect((await phone.watch()).notices.every(({ isRead }) => isRead)).toBe(true);
  });

  it("are nobody's for an account that is on no roster, and forbidden to who has none", async () => {
    const nobody = await hospital.somebody(server, "nurse");
    expect((await nobody.watch()).person).toBeNull();
    expect(says(await nobody.act({ type: "renew-feed" }))).toMatch(/nobody on rosters/);
    const officer = await hospital.somebody(server, "security-officer");
    expect(says(await officer.act({ type: "renew-feed" }))).toBe("forbidden");
  });
});

describe("wishes, leave and places", () => {
  it("give everybody the same points", async () => {
    const anna = await hospital.nurse("Anna");
    const rosterId = await hospital.roster([], { isDraft: true });
    const phone = await hospital.phone(server, anna);
    const wish = (day: number, points: 1 | 2 | 3) =>
      phone.act({
        ...{ type: "wish", rosterId },
        wish: { on: hospital.on(day), wants: "off", points },
      });
    // Three a week for two weeks, whatever comes at once.
    const answers = await Promise.all([wish(1, 3), wish(2, 2), wish(3, 3)]);
    expect(answers.map(says).filter((word) => word === "done")).toHaveLength(2);
    const [draft] = (await phone.watch()).drafts;
    expect(present(draft).spent).toBeLessThanOrEqual(6);
    const { rows } = await database.pool.query<{ weight: number; points: number }>(
      "select weight, points from shift_requests",
    );
    expect(rows.every(({ weight, points }) => weight === points * 30)).toBe(true);
    expect(says(await wish(20, 1))).toMatch(/not in this roster/);
  });

  it("keep who is on leave off rosters once the scheduler says so", async () => {
    const anna = await hospital.nurse("Anna");
    await hospital.roster([[anna, 3, LONG_DAY]]);
    const phone = await hospital.phone(server, anna);
    const leave = { kind: "annual-leave", fromOn: hospital.on(2), toOn: hospital.on(5) } as const;
    expect(says(await phone.act({ type: "apply-for-leave", leave }))).toBe("done");
    expect(says(await phone.act({ type: "apply-for-leave", leave }))).toMatch(/You have leave/);
    const planning = await hospital.somebody(server, "scheduler");
    const waiting = await planning.approvals();
    if (!waiting.ok) throw new Error(waiting.error.code);
    const [asked] = waiting.value.leaves;
    expect(asked).toMatchObject({
      name: "Anna",
      conflicts: [{ on: hospital.on(3), shiftCode: "D" }],
    });
    const { leaveId } = present(asked);

    const lead = await hospital.somebody(server, "charge-nurse");
    expect(await lead.decide({ type: "approve-leave", leaveId })).toMatchObject({
      error: { code: "forbidden" },
    });
    expect(await planning.decide({ type: "approve-leave", leaveId })).toMatchObject({ ok: true });
    const mine = await phone.watch();
    expect(mine.leaves).toMatchObject([{ state: "approved" }]);
    // Four days of a week of 37.5 hours.
    expect(mine.balances[0]).toMatchObject({ approved: 4 * 321 });
    const { rows } = await database.pool.query(
      "select kind, credit_minutes_per_day from staff_absences where withdrawn_at is null",
    );
    expect(rows).toEqual([{ kind: "annual-leave", credit_minutes_per_day: 321 }]);
  });

  it("are taken first come while the window is open, within the rules", async () => {
    const [anna, ben] = [await hospital.nurse("Anna"), await hospital.nurse("Ben")];
    const rosterId = await hospital.roster([], {
      isDraft: true,
      demand: [
        { day: 1, shiftId: LONG_DAY, target: 1 },
        { day: 0, shiftId: NIGHT, target: 2 },
      ],
    });
    const phones = [await hospital.phone(server, anna), await hospital.phone(server, ben)];
    const take = (phone: Phone, day: number, shiftId: typeof NIGHT) =>
      phone.act({ type: "take-place", rosterId, day, assignment: hospital.shift(shiftId) });
    const [one, two] = [present(phones[0]), present(phones[1])];
    expect(says(await take(one, 1, LONG_DAY))).toMatch(/closed/);

    const planning = await hospital.somebody(server, "scheduler");
    const now = Date.now();
    const window = { opensAt: now - HOUR_MS, closesAt: now + HOUR_MS, mode: "first-come" } as const;
    const set = { type: "set-window", rosterId, ...window } as const;
    const done = await planning.decide({ ...set, seenAt: null });
    expect(done).toMatchObject({ value: { windows: [{ placed: 0, window }] } });
    const seenAt = present(done.ok ? done.value.windows[0]?.window?.setAt : undefined);
    const answers = await Promise.all([take(one, 1, LONG_DAY), take(two, 1, LONG_DAY)]);
    expect(answers.map(says).sort()).toEqual([
      "Others were first: the shift is full. Choose another.",
      "done",
    ]);
    const first = answers[0]?.ok ? one : two;
    // The night before ends when it begins.
    expect(says(await take(first, 0, NIGHT))).toMatch(/rule/);
    const { rows } = await database.pool.query(
      "select is_pinned from roster_cells where roster_id = $1 and shift_id is not null",
      [rosterId],
    );
    expect(rows).toEqual([{ is_pinned: true }]);
    expect(says(await first.act({ type: "leave-place", rosterId, day: 1 }))).toBe("done");
    const [draft] = (await first.watch()).drafts;
    expect(present(draft).window?.places.find(({ day }) => day === 1)).toMatchObject({ placed: 0 });

    const past = { ...window, opensAt: now - 2 * HOUR_MS, closesAt: now - HOUR_MS };
    const planner = await hospital.somebody(server, "scheduler");
    const overwriting = await planner.decide({ ...set, ...past, seenAt: null });
    expect(says(overwriting)).toMatch(/Somebody else has set this window.+ has set it from/);
    expect(says(await planner.decide({ ...set, ...past, seenAt }))).toBe("done");
    expect(says(await planning.decide({ ...set, seenAt }))).toMatch(/Somebody else/);
    expect(says(await take(one, 1, LONG_DAY))).toMatch(/closed/);
  });
});

describe("places that one may not take", () => {
  it("are told with the reason, and refused when they are taken all the same", async () => {
    const [anna, lead] = [
      await hospital.nurse("Anna"),
      await hospital.nurse("Lead", { skills: ["charge"] }),
    ];
    const rosterId = await hospital.roster([], {
      isDraft: true,
      demand: [
        { day: 0, shiftId: NIGHT, target: 2 },
        { day: 1, shiftId: LONG_DAY, target: 1 },
        { day: 5, shiftId: LONG_DAY, target: 1 },
        { day: 5, shiftId: LONG_DAY, target: 1, minimum: 1, skill: "charge" },
        { day: 8, shiftId: LONG_DAY, target: 1 },
      ],
    });
    const [one, leading] = [await hospital.phone(server, anna), await hospital.phone(server, lead)];
    expect(await one.hindrances(rosterId)).toEqual({ ok: true, value: [] });
    const planning = await hospital.somebody(server, "scheduler");
    const [opensAt, closesAt] = [Date.now() - HOUR_MS, Date.now() + HOUR_MS];
    await planning.decide({
      ...{ type: "set-window", rosterId, mode: "first-come" },
      ...{ opensAt, closesAt, seenAt: null },
    });
    const take = (day: number, shiftId: typeof NIGHT) =>
      one.act({ type: "take-place", rosterId, day, assignment: hospital.shift(shiftId) });
    expect(says(await take(0, NIGHT))).toBe("done");

    const told = await one.hindrances(rosterId);
    if (!told.ok) throw new Error(told.error.code);
    expect(told.value.map(({ day }) => day)).toEqual([1, 5]);
    // The night ends when the long day begins; and the other day needs somebody who can lead.
    expect(told.value[0]?.says).toMatch(/rest/i);
    expect(told.value[1]?.says).toMatch(/skill/);
    expect(says(await take(1, LONG_DAY))).toMatch(/rule/);
    expect(says(await take(5, LONG_DAY))).toMatch(/skill/);
    expect(await leading.hindrances(rosterId)).toEqual({ ok: true, value: [] });
  });
});

it("records what people did, by ids alone", async () => {
  const anna = await hospital.nurse("Anna");
  await hospital.roster([]);
  const phone = await hospital.phone(server, anna);
  await phone.act({ type: "renew-feed" });
  await phone.act({ type: "withdraw-swap", swapId: SwapId.parse(anna.personId) });
  await server.trail.drain();
  const { rows } = await database.pool.query<{ action: string; outcome: string }>(
    "select action, outcome, details from audit_events where actor_user_id = $1 order by sequence",
    [anna.userId],
  );
  expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "calendar-feed:issued permitted",
    "own-shifts:acted permitted",
    "own-shifts:acted failed",
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/wcf_|Anna/);
});
