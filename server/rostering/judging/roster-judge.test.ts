import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { madeUpWard } from "#models/rostering/made-up-ward";
import { ShiftId } from "#models/rostering/roster-ids";
import { createJudged, type JudgedRoster, type JudgeQuestion } from "./judgements";
import { createRosterJudge } from "./roster-judge";

const judge = createRosterJudge();
afterAll(() => judge.stop());
afterEach(() => void vi.useRealTimers());

const problem = madeUpWard({ seed: 1, nurses: 6, weeks: 1 });
const [first, second] = problem.people;
const [unit] = problem.units;
if (!first || !second || !unit) throw new Error("a ward has a unit and people");
const early = { shiftId: ShiftId.parse("early"), unitId: unit.unitId };
const gives = { day: 2, assignment: early };
const roster: JudgedRoster = {
  problem,
  cells: [{ personId: first.personId, day: 2, assignment: early }],
};
const at = Date.parse("2026-05-01T00:00:00Z");
const personIds = problem.people.map(({ personId }) => personId);
const swap = { giver: first.personId, gives, wants: undefined };
const wanted = { personId: second.personId, day: 2, assignment: early };

const QUESTIONS: readonly JudgeQuestion[] = [
  { kind: "candidates", shift: { day: 2, ...early } },
  { kind: "able", shift: { day: 2, ...early }, personIds: [first.personId, second.personId] },
  { kind: "possible", cells: [wanted], at },
  {
    ...{ kind: "repairs", at, shifts: [{ day: 2, ...early }] },
    found: [{ cells: [wanted], isProved: true }],
  },
  { kind: "swap-takers", swap, personIds },
  { kind: "swap", swap, taker: second.personId },
  { kind: "swap-options", giver: first.personId, gives, personIds, at },
  { kind: "placement", place: wanted },
  { kind: "hard-rules" },
];

describe("the thread that judges rosters", () => {
  it.each(QUESTIONS)("answers $kind as it would be answered here", async (question) => {
    const inCourt = judge.hear(roster);
    expect(await inCourt.ask(question)).toEqual(createJudged(roster).judge(question));
  });

  it("takes up a roster again after it was stopped", async () => {
    const inCourt = judge.hear(roster);
    const before = await inCourt.ask({ kind: "hard-rules" });
    await judge.stop();
    expect(await inCourt.ask({ kind: "hard-rules" })).toEqual(before);
  });

  it("says what is wrong with a question, and goes on", async () => {
    const inCourt = judge.hear(roster);
    const nowhere = { day: 2, unitId: unit.unitId, shiftId: ShiftId.parse("nowhere") };
    await expect(inCourt.ask({ kind: "candidates", shift: nowhere })).rejects.toThrow(/no shift/);
    expect(
      (await inCourt.ask({ kind: "able", shift: { day: 2, ...early }, personIds })).length,
    ).toBeGreaterThan(0);
  });

  it("fails whoever waits when it cannot start, and whoever asks next", async () => {
    const entry = new URL("data:text/javascript,throw new Error('no code')");
    const broken = createRosterJudge(entry);
    const inCourt = broken.hear(roster);
    await expect(broken.ready()).rejects.toThrow("no code");
    await expect(inCourt.ask({ kind: "hard-rules" })).rejects.toThrow("no code");
  });

  it("is stopped when it has not answered for half a minute, however long somebody waits for their turn", async () => {
    // Answers the oldest question when a third waits.
    const slow = createRosterJudge(
      new URL(
        `data:text/javascript,
           import { parentPort } from "node:worker_threads";
           const asked = [];
           parentPort.on("message", ({ id }) => {
             asked.push(id);
             if (asked.length > 2)
               parentPort.postMessage({ outcome: "answered", id: asked.shift(), answer: [] });
           });
           parentPort.postMessage({ outcome: "ready" });`,
      ),
    );
    const inCourt = slow.hear(roster);
    const ask = () => {
      const answer = inCourt.ask({ kind: "hard-rules" });
      answer.catch(() => undefined);
      return answer;
    };
    await slow.ready();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const waiting = [ask(), ask()];
    for (const answered of [0, 1, 2]) {
      await vi.advanceTimersByTimeAsync(20_000);
      waiting.push(ask());
      expect(await waiting[answered]).toEqual([]);
    }
    await vi.advanceTimersByTimeAsync(30_000);
    await expect(waiting[3]).rejects.toThrow(/stopped/);
  });
});
