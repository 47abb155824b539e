import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { readRosterProblem } from "#db/roster-problem";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type {
  OpenShiftOnWire,
  OwnOfferOnWire,
  CandidateOnWire,
  FoundSickCallRepairs,
  RepairOnWire,
  SickCallCommand,
} from "#models/realtime/sick-calls";
import { creditOfAbsence } from "#models/rostering/credited-days";
import type { RosterId } from "#models/rostering/roster-ids";
import {
  LONG_DAY,
  NIGHT,
  type Nurse,
  OwnShiftHospital,
  type Phone,
} from "../my-shifts/testing/own-shift-hospital";
import { present, type RunningServer, startServer } from "../realtime/testing-hospital";
import { expireShiftOffersJob } from "./sick-call-jobs";

let database: TestDatabase;
let hospital: OwnShiftHospital;
let server: RunningServer;

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await OwnShiftHospital.open(database);
  server = await startServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.stop();
});

let [anna, ben, cleo, lead]: Nurse[] = [];
let rosterId: RosterId;
let [leading, bens, cleos]: Screen[] = [];

/** Somebody's screen, with what it hears from now on. */
interface Screen extends Phone {
  shifts: OpenShiftOnWire[];
  offers: OwnOfferOnWire[];
}

function listening(phone: Phone): Screen {
  const heard: Pick<Screen, "shifts" | "offers"> = { shifts: [], offers: [] };
  phone.screen.on("open-shift:changed", (shift) => heard.shifts.push(shift));
  phone.screen.on("shift-offer:changed", (offer) => heard.offers.push(offer));
  return { ...phone, ...heard };
}

const PATIENTLY = { timeout: 30_000 };
const DAY = 3;

beforeEach(async () => {
  anna = await hospital.nurse("Anna");
  ben = await hospital.nurse("Ben");
  cleo = await hospital.nurse("Cleo");
  lead = await hospital.nurse("Lead", { role: "charge-nurse" });
  rosterId = await hospital.roster([[anna, DAY, LONG_DAY]], {
    demand: [{ day: DAY, shiftId: LONG_DAY, target: 1 }],
  });
  leading = listening(await hospital.phone(server, lead));
  bens = listening(await hospital.phone(server, ben));
  cleos = listening(await hospital.phone(server, cleo));
});
afterEach(() => hospital.clear());

const ask = ({ screen }: Phone) => screen.timeout(PATIENTLY.timeout);
const act = (phone: Screen | undefined, command: SickCallCommand) =>
  ask(present(phone)).emitWithAck("sick-call:act", command);
const report = (phone: Screen | undefined = leading, who: Nurse | undefined = anna) =>
  act(phone, {
    ...{ type: "report", personId: present(who).personId },
    ...{ fromOn: hospital.on(DAY), toOn: hospital.on(DAY + 1) },
  });
async function opened(): Promise<OpenShiftOnWire> {
  const answer = await report();
  if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
  return present(answer.value.openShifts[0]);
}
async function offered(to: readonly (Nurse | undefined)[]): Promise<OpenShiftOnWire> {
  const { openShiftId } = await opened();
  const personIds = to.map((nurse) => present(nurse).personId);
  const answer = await act(leading, { type: "offer", openShiftId, personIds });
  if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
  return present(answer.value.openShifts[0]);
}
const offerOf = async (phone: Screen | undefined): Promise<OwnOfferOnWire> => {
  const answer = await ask(present(phone)).emitWithAck("own-offers:watch", {});
  if (!answer.ok) throw new Error(answer.error.code);
  return present(answer.value[0]);
};
const give = async (
  phone: Screen | undefined,
  given: "accept" | "decline",
  offer?: OwnOfferOnWire,
) => {
  const { shiftOfferId } = offer ?? (await offerOf(phone));
  const answer = await ask(present(phone)).emitWithAck("shift-offer:answer", {
    ...{ shiftOfferId, answer: given },
  });
  return answer.ok ? answer.value.state : (answer.error.conflict?.reason ?? answer.error.code);
};
const works = (nurse: Nurse | undefined, day = DAY) =>
  hospital.works(rosterId, present(nurse), day);
const refusalOf = async (answer: ReturnType<typeof act>) => {
  const given = await answer;
  return given.ok ? "done" : (given.error.conflict?.reason ?? given.error.code);
};

describe("somebody who cannot come", () => {
  it("leaves published shifts open, away for no reason, seen by who fills them and nobody else", async () => {
    const planner = listening(await hospital.somebody(server, "scheduler"));
    const elsewhere = listening(await hospital.somebody(server, "administrator"));
    const shift = await opened();
    expect(shift).toMatchObject({ shiftName: "Long day", state: "open", day: DAY, offers: [] });
    expect(await works(anna)).toBeNull();
    const { rows } = await database.pool.query(
      `select away.kind, change.kind as change, credit_minutes_per_day as credit,
              contract_minutes_per_week as contract
         from staff_absences as away
         join staff using (person_id), (select kind from roster_changes order by at desc limit 1) as change`,
    );
    expect(rows).toMatchObject([{ kind: "sick", change: "repair" }]);
    // As sickness that is read from a file counts.
    const [{ credit, contract }] = z
      .tuple([z.object({ credit: z.number(), contract: z.number() })])
      .parse(rows);
    expect(credit).toBeGreaterThan(0);
    expect(credit).toBe(creditOfAbsence("sick", contract));

    for (const screen of [planner, present(leading)]) {
      await expect.poll(() => screen.shifts.at(-1)?.state, PATIENTLY).toBe("open");
      expect(await ask(screen).emitWithAck("open-shifts:watch", {})).toMatchObject({
        ok: true,
        value: [{ openShiftId: shift.openShiftId, leftBy: { name: "Anna" } }],
      });
    }
    for (const screen of [present(bens), elsewhere]) {
      expect(await ask(screen).emitWithAck("open-shifts:watch", {})).toMatchObject({
        error: { code: "forbidden" },
      });
      expect(screen.shifts).toEqual([]);
    }
    expect(await refusalOf(report(bens))).toBe("forbidden");
  });

  it("is told to whoever works the same shift, who is alone in it now, and to no others", async () => {
    const told = { ben: 0, cleo: 0 };
    present(bens).screen.on("my-shifts:changed", () => (told.ben += 1));
    present(cleos).screen.on("my-shifts:changed", () => (told.cleo += 1));
    await hospital.assign(rosterId, [
      [present(ben), DAY, LONG_DAY],
      [present(cleo), DAY, NIGHT],
    ]);
    await expect.poll(() => told, PATIENTLY).toEqual({ ben: 1, cleo: 1 });
    const beside = async () =>
      (await present(bens).watch()).shifts.map(({ with: colleagues }) => colleagues);
    expect(await beside()).toEqual([["Anna"]]);

    await opened();

    await expect.poll(() => told, PATIENTLY).toEqual({ ben: 2, cleo: 1 });
    expect(await beside()).toEqual([[]]);
  });

  it("is away without a published shift too: drafts know of it, and it can be ended", async () => {
    const answer = await report(leading, ben);
    if (!answer.ok) throw new Error(answer.error.code);
    const { openShifts, sickCallId, says } = answer.value;
    expect(openShifts).toEqual([]);
    expect(says).toMatch(/nothing to fill.*stored/);
    const away = async () => {
      const draft = await hospital.roster([], { isDraft: true });
      const problem = await readRosterProblem(database.pool, draft);
      return problem?.absences.map(({ personId, fromDay, toDay, kind }) => ({
        ...{ personId, fromDay, toDay, kind },
      }));
    };
    const { personId } = present(ben);
    expect(await away()).toEqual([{ personId, fromDay: DAY, toDay: DAY + 1, kind: "sick" }]);
    expect(await report(leading, ben)).toMatchObject({
      error: { conflict: { reason: "already-reported", sickCallId } },
    });
    const end = { type: "end", sickCallId: present(sickCallId) } as const;
    expect(await refusalOf(act(leading, end))).toBe("done");
    expect(await away()).toEqual([]);
  });

  it("is told of days that are over, and of being reported already; nothing is stored", async () => {
    const over = { fromOn: hospital.on(-9), toOn: hospital.on(-8) };
    const { personId } = present(anna);
    expect(await refusalOf(act(leading, { type: "report", personId, ...over }))).toBe("days-over");
    const { rowCount } = await database.pool.query("select from staff_absences");
    expect(rowCount).toBe(0);
    await opened();
    expect(await refusalOf(report())).toBe("already-reported");
  });

  it("leaves shifts open on both of two rosters", async () => {
    const next = await hospital.roster([[present(anna), 0, LONG_DAY]], {
      startsOn: hospital.on(14),
    });
    await hospital.assign(rosterId, [[present(anna), 13, LONG_DAY]]);
    const answer = await act(leading, {
      ...{ type: "report", personId: present(anna).personId },
      ...{ fromOn: hospital.on(13), toOn: hospital.on(14) },
    });
    if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
    expect(
      answer.value.openShifts.map((shift: OpenShiftOnWire) => [shift.rosterId, shift.day]),
    ).toEqual([
      [rosterId, 13],
      [next, 0],
    ]);
    expect(await hospital.works(next, present(anna), 0)).toBeNull();
  });

  it("has a shift of another unit again, for whoever reported it; nobody there need answer", async () => {
    const both = await hospital.roster([], { ofBoth: true, startsOn: hospital.on(14) });
    await hospital.lend(both, present(anna), 1, LONG_DAY);
    const answer = await act(leading, {
      ...{ type: "report", personId: present(anna).personId },
      ...{ fromOn: hospital.on(15), toOn: hospital.on(15) },
    });
    if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
    const { openShiftId, unitId, sickCallId } = present(answer.value.openShifts[0]);
    expect(unitId).toBe(hospital.otherUnitId);
    await database.pool.query(
      `insert into shift_offers (open_shift_id, person_id, paid_as, money, points, offered_by, offered_at, expires_at)
       values ($1, $2, 'contract', 0, 0, $3, now(), now() + interval '1 h')`,
      [openShiftId, present(ben).personId, present(lead).userId],
    );
    expect(await refusalOf(act(leading, { type: "end", sickCallId }))).toBe("done");
    expect(await hospital.works(both, present(anna), 1)).toBe(LONG_DAY);
    await expect.poll(() => bens?.offers.at(-1)?.state, PATIENTLY).toBe("withdrawn");
    await expect
      .poll(() => bens?.notices.at(-1)?.subject.kind, PATIENTLY)
      .toBe("shift-offer-closed");
  });

  it("is taken off a roster of the unit that was their home", async () => {
    await hospital.moveHome(present(anna));
    // Whoever runs the new unit may not change the roster of the old one: they are not away on it unseen.
    const theirs = [hospital.otherUnitId];
    const elsewhere = listening(await hospital.somebody(server, "charge-nurse", theirs));
    expect(await refusalOf(report(elsewhere))).toBe("roster-elsewhere");
    expect((await database.pool.query("select from staff_absences")).rowCount).toBe(0);
    const planner = listening(await hospital.somebody(server, "scheduler"));
    const answer = await report(planner);
    expect(answer).toMatchObject({ ok: true, value: { openShifts: [{ day: DAY }] } });
    expect(await works(anna)).toBeNull();
  });

  it("has the shift again that nobody took, when they come after all", async () => {
    const { sickCallId } = await offered([ben]);
    expect(await refusalOf(act(leading, { type: "end", sickCallId }))).toBe("done");
    expect(await works(anna)).toBe(LONG_DAY);
    expect(await give(bens, "accept", await offerOf(bens))).toBe("shift-settled");
    await expect.poll(() => bens?.offers.at(-1)?.state, PATIENTLY).toBe("withdrawn");
    expect(await refusalOf(act(leading, { type: "end", sickCallId }))).toBe("shift-settled");
  });
});

describe("who could take it", () => {
  it("is whoever breaks no rule by it, with what it costs", async () => {
    await hospital.assign(rosterId, [[present(cleo), DAY - 1, NIGHT]]);
    const { openShiftId } = await opened();
    const answer = await ask(present(leading)).emitWithAck("open-shift:candidates", {
      ...{ openShiftId, all: true },
    });
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.value.map(({ name }: CandidateOnWire) => name).sort()).toEqual(["Ben", "Lead"]);
    expect(answer.value[0]).toMatchObject({ isLegal: true, cost: { paidAs: "contract" } });
  });

  it("is asked, and nobody else; whoever may not is not asked", async () => {
    await hospital.assign(rosterId, [[present(cleo), DAY - 1, NIGHT]]);
    const shift = await offered([ben, cleo]);
    expect(shift.offers).toMatchObject([{ name: "Ben", state: "offered" }]);
    await expect.poll(() => bens?.offers.length, PATIENTLY).toBeGreaterThan(0);
    await expect.poll(() => bens?.notices.at(-1)?.subject.kind, PATIENTLY).toBe("shift-offered");
    expect(cleos?.offers).toEqual([]);
    expect(await give(cleos, "accept", await offerOf(bens))).toBe("not-found");
  });
});

describe("an offer", () => {
  it("goes to the first of two who take it at once", async () => {
    const { openShiftId } = await offered([ben, cleo]);
    const offers = [await offerOf(bens), await offerOf(cleos)];
    const answers = await Promise.all([
      give(bens, "accept", offers[0]),
      give(cleos, "accept", offers[1]),
    ]);
    expect(answers.sort()).toEqual(["accepted", "shift-settled"]);
    const holders = [await works(ben), await works(cleo)];
    expect(holders.filter((shift) => shift === LONG_DAY)).toHaveLength(1);
    for (const [at, screen] of [bens, cleos].entries())
      await expect
        .poll(() => screen?.offers.at(-1)?.state, PATIENTLY)
        .toBe(holders[at] ? "accepted" : "late");
    await expect
      .poll(() => leading?.shifts.at(-1), PATIENTLY)
      .toMatchObject({
        openShiftId,
        state: "filled",
        filledBy: { name: holders[0] ? "Ben" : "Cleo" },
      });
  });

  it("is refused by the rules to somebody whose rest is gone meanwhile", async () => {
    await offered([ben, cleo]);
    await hospital.assign(rosterId, [[present(ben), DAY - 1, NIGHT]]);
    expect(await give(bens, "accept")).toBe("rules-broken");
    expect(await works(ben)).toBeNull();
    expect(await give(cleos, "decline")).toBe("declined");
    const { openShifts } = await act(leading, {
      ...{ type: "assign", openShiftId: present(leading?.shifts.at(-1)).openShiftId },
      personId: present(lead).personId,
    }).then((answer) => (answer.ok ? answer.value : { openShifts: [] }));
    expect(openShifts).toMatchObject([{ state: "filled", filledBy: { name: "Lead" } }]);
    expect(await works(lead)).toBe(LONG_DAY);
  });

  it("is over at its instant, whatever the row says", async () => {
    const { openShiftId } = await offered([ben]);
    await database.pool.query(
      "update shift_offers set offered_at = now() - interval '2 h', expires_at = now() - interval '1 s'",
    );
    expect((await offerOf(bens)).state).toBe("expired");
    expect(await give(bens, "accept")).toBe("offer-over");
    const { signal } = new AbortController();
    await expireShiftOffersJob.run({
      ...{ pool: database.pools.service, now: new Date(), signal },
    });
    await expect.poll(() => bens?.offers.at(-1)?.state, PATIENTLY).toBe("expired");
    expect(await refusalOf(act(leading, { type: "close", openShiftId }))).toBe("done");
    expect(await refusalOf(act(leading, { type: "close", openShiftId }))).toBe("shift-settled");
  });
});

describe("a repair", () => {
  /** A call that leaves a shift open on each of two rosters. */
  async function openedOnTwo() {
    const next = await hospital.roster([[present(anna), 0, LONG_DAY]], {
      ...{ startsOn: hospital.on(14), demand: [{ day: 0, shiftId: LONG_DAY, target: 1 }] },
    });
    const answer = await act(leading, {
      ...{ type: "report", personId: present(anna).personId },
      ...{ fromOn: hospital.on(DAY), toOn: hospital.on(14) },
    });
    if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
    const { openShifts } = answer.value;
    const sickCallId = present(answer.value.sickCallId);
    const find = async (phone: Screen | undefined): Promise<FoundSickCallRepairs> => {
      const found = await ask(present(phone)).emitWithAck("sick-call:repairs", { sickCallId });
      if (!found.ok) throw new Error(found.error.message ?? found.error.code);
      return found.value;
    };
    return { next, sickCallId, openShifts, find };
  }

  it("is looked for anew after a start of the server, and for each roster in turn", async () => {
    const { next, sickCallId, find } = await openedOnTwo();
    const repair = ({ repairsId }: Pick<FoundSickCallRepairs, "repairsId">) =>
      ({ type: "repair", sickCallId, repairsId, changes: 1 }) as const;
    const before = await find(leading);
    expect(before).toMatchObject({ rosterId, hasOtherRosters: true });

    const restarted = await startServer(database);
    const again = listening(await hospital.phone(restarted, present(lead)));
    expect(await act(again, repair(before))).toMatchObject({
      error: { conflict: { reason: "no-repair", says: expect.stringMatching(/Look for repairs/) } },
    });
    const states = async (command: SickCallCommand) => {
      const done = await act(again, command);
      if (!done.ok) throw new Error(done.error.message ?? done.error.code);
      return done.value.openShifts.map((shift: OpenShiftOnWire) => [shift.rosterId, shift.state]);
    };
    expect(await states(repair(await find(again)))).toEqual([
      [rosterId, "filled"],
      [next, "open"],
    ]);
    const later = await find(again);
    expect(later).toMatchObject({ rosterId: next, hasOtherRosters: false });
    expect(later.startsOn).toBe(hospital.on(14));
    expect(await states(repair(later))).toContainEqual([next, "filled"]);
    again.screen.close();
    await restarted.stop();
  });

  it("is carried out as it was seen, whatever another look has found meanwhile", async () => {
    const { next, sickCallId, openShifts, find } = await openedOnTwo();
    const seen = await find(leading);
    expect(seen.rosterId).toBe(rosterId);
    const { openShiftId } = present(
      openShifts.find((shift: OpenShiftOnWire) => shift.rosterId === rosterId),
    );
    expect(await refusalOf(act(leading, { type: "close", openShiftId }))).toBe("done");
    const planner = listening(await hospital.somebody(server, "scheduler"));
    const others = await find(planner);
    expect(others.rosterId).toBe(next);

    const carryOut = (phone: Screen | undefined, { repairsId }: FoundSickCallRepairs) =>
      refusalOf(act(phone, { type: "repair", sickCallId, repairsId, changes: 1 }));
    const holders = (of: RosterId, day: number) =>
      Promise.all([ben, cleo, lead].map((nurse) => hospital.works(of, present(nurse), day)));
    expect(await carryOut(leading, seen)).toBe("shift-settled");
    expect(
      [...(await holders(rosterId, DAY)), ...(await holders(next, 0))].filter(Boolean),
    ).toEqual([]);
    expect(await carryOut(planner, others)).toBe("done");
    expect((await holders(next, 0)).filter(Boolean)).toEqual([LONG_DAY]);
  });

  it("fills the shift with few changes, and is carried out on the roster that it was made from", async () => {
    const { sickCallId } = await opened();
    const found = await ask(present(leading)).emitWithAck("sick-call:repairs", { sickCallId });
    if (!found.ok) throw new Error(found.error.message ?? found.error.code);
    const { repairsId, repairs } = found.value;
    const repair = present(repairs.find(({ leftOpen }: RepairOnWire) => leftOpen === 0));
    expect(repair).toMatchObject({ changes: 1, fills: 1, cells: [{ day: DAY, before: null }] });
    expect(repairs.filter(({ fills }: RepairOnWire) => fills === 0)).toEqual([]);
    expect(repair.points).toBeLessThan(0);
    const command = { type: "repair", sickCallId, repairsId, changes: 1 } as const;

    await hospital.assign(rosterId, [
      [present(anna), 9, null],
      [present(lead), 9, LONG_DAY],
    ]);
    expect(await refusalOf(act(leading, command))).toBe("roster-changed");
    const again = await ask(present(leading)).emitWithAck("sick-call:repairs", { sickCallId });
    if (!again.ok) throw new Error(again.error.code);
    const done = await act(leading, { ...command, repairsId: again.value.repairsId });
    expect(done).toMatchObject({ ok: true, value: { openShifts: [{ state: "filled" }] } });
    const holders = await Promise.all([ben, cleo, lead].map((nurse) => works(nurse)));
    expect(holders.filter(Boolean)).toEqual([LONG_DAY]);
  });
});
