import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { findProposal } from "#db/roster-proposals";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { RosterProposal, SolverJobOnWire } from "#models/realtime/roster";
import type { RosterId } from "#models/rostering/roster-ids";
import { present, type RunningServer, startServer } from "../realtime/testing-hospital";
import {
  cellAt,
  DAY,
  NIGHT,
  type RosterHospital,
  rosterHospital,
  type RosterScreen,
} from "./testing/roster-hospital";

let database: TestDatabase;
let hospital: RosterHospital;
let server: RunningServer;
let planner: RosterScreen;
let rosterId: RosterId;

const PATIENTLY = { timeout: 60_000 };

beforeAll(async () => {
  database = await createTestDatabase();
  hospital = await rosterHospital(database);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.pool.query("delete from rosters");
  server = await startServer(database);
  planner = await hospital.person(server, "scheduler");
  rosterId = await hospital.draft(planner);
  // One nurse by day is wanted, every day.
  const settings = (await planner.watch(rosterId)).settings;
  const plan = Array.from({ length: 7 }, (_, weekday) => ({
    ...{ unitId: hospital.unit("A"), shiftId: DAY, weekday, minimum: 1, target: 1 },
  }));
  const demand = { ...settings.demand, plan };
  await planner.done({
    ...{ type: "change-settings", rosterId, version: 0, settings: { demand } },
  });
  await expect
    .poll(async () => (await planner.watch(rosterId)).problem.demand.length, PATIENTLY)
    .toBeGreaterThan(0);
});
afterEach(async () => {
  hospital.closeScreens();
  await server.stop();
});

/** What of the solver a screen hears, from now on. */
function hear({ screen }: RosterScreen) {
  const heard: { jobs: SolverJobOnWire[]; proposals: (RosterProposal | null)[] } = {
    ...{ jobs: [], proposals: [] },
  };
  screen.on("roster:solving", (job) => heard.jobs.push(job));
  screen.on("roster:proposal-changed", ({ proposal }) => heard.proposals.push(proposal));
  return heard;
}

async function solve(seconds: number, more: object = {}): Promise<SolverJobOnWire> {
  const request = { rosterId, seconds, seed: 7, keepsPast: false, ...more };
  const answer = await planner.screen.timeout(30_000).emitWithAck("roster:solve", request);
  if (!answer.ok) throw new Error(answer.error.message ?? answer.error.code);
  return answer.value;
}

it("streams a better roster, which a planner takes as a new version and may undo", async () => {
  const first = { personId: present(hospital.people[0]), day: 0 };
  const assignment = { shiftId: DAY, unitId: hospital.unit("A") };
  await planner.done({
    ...{ type: "change-cells", rosterId, cells: [{ ...first, version: 0, assignment }] },
  });
  const seen = [{ ...first, version: 1 }];
  await planner.done({ type: "pin-cells", rosterId, cells: seen, isPinned: true });
  const heard = hear(planner);
  const { jobId } = await solve(1, { fromDay: 0, toDay: 6 });
  await expect.poll(() => heard.jobs.at(-1)?.status, PATIENTLY).toBe("finished");
  expect(heard.jobs.at(-1)).toMatchObject({ jobId, score: expect.any(Number), hardViolations: 0 });

  const { proposal, cells } = await planner.watch(rosterId);
  const proposed = present(proposal ?? undefined);
  expect(proposed.cells.length).toBeGreaterThan(0);
  // Neither what is pinned nor what is outside the days that were asked for.
  expect(proposed.cells.filter(({ day }) => day > 6)).toEqual([]);
  expect(proposed.cells).not.toContainEqual(expect.objectContaining(first));
  expect(cells).toHaveLength(1);

  await planner.done({ type: "take-proposal", rosterId, jobId });
  const taken = await planner.watch(rosterId);
  for (const { personId, day, assignment: wanted } of proposed.cells)
    expect(cellAt(taken, personId, day)?.assignment ?? null).toEqual(wanted);
  expect(taken).toMatchObject({ proposal: null, undo: { undo: "solve" } });
  await planner.done({ type: "undo", rosterId });
  const undone = (await planner.watch(rosterId)).cells.filter(({ assignment: now }) => now);
  expect(undone).toMatchObject([first]);
});

it("is refused where a cell that it changes was changed meanwhile, and is discarded", async () => {
  const heard = hear(planner);
  const { jobId } = await solve(1);
  await expect.poll(() => heard.jobs.at(-1)?.status, PATIENTLY).toBe("finished");
  const { proposal } = await planner.watch(rosterId);
  const { personId, day } = present(present(proposal ?? undefined).cells[0]);
  const cells = [{ personId, day, version: 0, assignment: null, isPinned: true }];
  await planner.done({
    ...{ type: "pin-cells", rosterId, isPinned: true },
    cells: cells.map(({ version }) => ({ personId, day, version })),
  });
  expect(await planner.refused({ type: "take-proposal", rosterId, jobId })).toMatchObject({
    ...{ reason: "cells-changed", cells: [{ personId, day, isPinned: true }] },
  });
  await planner.done({ type: "discard-proposal", rosterId, jobId });
  await expect.poll(() => heard.proposals.at(-1), PATIENTLY).toBeNull();
  expect((await planner.refused({ type: "take-proposal", rosterId, jobId })).reason).toBe(
    "no-proposal",
  );
});

it("works on a roster once at a time, stops when asked, and proposes what it had", async () => {
  const heard = hear(planner);
  const { jobId } = await solve(600);
  await expect(solve(1)).rejects.toThrow("Wait for it, or stop it first");
  expect((await planner.refused({ type: "take-proposal", rosterId, jobId })).reason).toBe(
    "already-solving",
  );
  await expect.poll(() => heard.jobs.at(-1)?.score, PATIENTLY).toEqual(expect.any(Number));
  const cancel = { rosterId, jobId };
  expect(
    await planner.screen.timeout(30_000).emitWithAck("roster:cancel-solve", cancel),
  ).toMatchObject({ ok: true });
  await expect.poll(() => heard.jobs.at(-1)?.status, PATIENTLY).toBe("cancelled");
  expect((await planner.watch(rosterId)).proposal).toMatchObject({ jobId });
});

it("says what contradicts what when no roster keeps the hard rules", async () => {
  const at = (day: number) => ({ personId: present(hospital.people[0]), day });
  const unitId = hospital.unit("A");
  const cells = [
    { ...at(2), version: 0, assignment: { shiftId: NIGHT, unitId } },
    { ...at(3), version: 0, assignment: { shiftId: DAY, unitId } },
  ];
  await planner.done({ type: "change-cells", rosterId, cells });
  await planner.done({
    ...{ type: "pin-cells", rosterId, isPinned: true },
    cells: [2, 3].map((day) => ({ ...at(day), version: 1 })),
  });
  const heard = hear(planner);
  await solve(1);
  await expect.poll(() => heard.jobs.at(-1)?.status, PATIENTLY).toBe("finished");
  expect(heard.jobs.at(-1)).toMatchObject({ says: expect.stringContaining("Ada") });
  expect(heard.jobs.at(-1)?.hardViolations).not.toBe(0);
});

it("loses no roster to a restart in the midst of it", async () => {
  const heard = hear(planner);
  const { jobId } = await solve(600);
  await expect.poll(() => heard.jobs.at(-1)?.score, PATIENTLY).toEqual(expect.any(Number));
  hospital.closeScreens();
  await server.stop();

  server = await startServer(database);
  planner = await hospital.person(server, "scheduler");
  const { proposal } = await planner.watch(rosterId);
  expect(proposal).toMatchObject({ jobId });
  await planner.done({ type: "take-proposal", rosterId, jobId });
  expect(await findProposal(database.pool, rosterId)).toBeUndefined();
});

it("says so when the process that worked is gone without a word", async () => {
  const heard = hear(planner);
  const { jobId } = await solve(600);
  await expect.poll(() => heard.jobs.at(-1)?.score, PATIENTLY).toEqual(expect.any(Number));
  hospital.closeScreens();
  await server.stop();
  // As a power cut would have left it.
  await database.pool.query("update roster_proposals set is_running = true");

  server = await startServer(database);
  planner = await hospital.person(server, "scheduler");
  expect((await planner.watch(rosterId)).job).toMatchObject({
    ...{ jobId, status: "interrupted", says: expect.stringContaining("started again") },
  });
});
