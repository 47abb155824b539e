import { describe, expect, it } from "vitest";
import { UnitId } from "../shared/ids";
import { PersonId, ShiftId, Skill } from "./roster-ids";
import { canStandInFor, cellsOf, needsApproval, stepSwap, type SwapStep } from "./swap";

const person = (last: number) => PersonId.parse(`018f0000-0000-4000-8000-00000000000${last}`);
const [giver, taker, other] = [person(1), person(2), person(3)];
const unitId = UnitId.parse("018f0000-0000-4000-8000-0000000000aa");
const shift = (shiftId: string) => ({ shiftId: ShiftId.parse(shiftId), unitId });
const now = new Date("2026-03-01T12:00:00Z");
const later = new Date("2026-03-02T12:00:00Z");

const open = { state: "open", giver, to: undefined, taker: undefined, expiresAt: later } as const;
const accepted = { ...open, state: "accepted", taker } as const;
const accept = (by: PersonId, waits = false): SwapStep => ({
  ...{ type: "accept", by, needsApproval: waits },
});

describe("stepSwap", () => {
  it.each([
    ["taken by somebody", open, accept(taker), { state: "done", taker }],
    ["taken, and to be approved", open, accept(taker, true), { state: "accepted", taker }],
    ["approved", accepted, { type: "approve" }, { state: "done", taker }],
    ["refused by the approver", accepted, { type: "refuse" }, { state: "declined", taker }],
    [
      "declined by the one asked",
      { ...open, to: taker },
      { type: "decline", by: taker },
      { state: "declined", taker: undefined },
    ],
    [
      "taken back by the giver",
      open,
      { type: "withdraw", by: giver },
      { state: "withdrawn", taker: undefined },
    ],
    ["left by the taker", accepted, { type: "withdraw", by: taker }, { state: "withdrawn", taker }],
  ] as const)("is %s", (_, swap, step, value) => {
    expect(stepSwap(swap, step, now)).toEqual({ ok: true, value });
  });

  it.each([
    ["taken already", accepted, accept(other), "taken"],
    ["carried out already", { ...accepted, state: "done" }, accept(other), "taken"],
    ["one's own", open, accept(giver), "not-offered"],
    ["for somebody else", { ...open, to: taker }, accept(other), "not-offered"],
    ["for everybody, to be declined", open, { type: "decline", by: taker }, "not-offered"],
    ["not taken, to be approved", open, { type: "approve" }, "not-accepted"],
    ["withdrawn", { ...open, state: "withdrawn" }, accept(taker), "over"],
    ["at its end", { ...open, expiresAt: now }, accept(taker), "expired"],
    ["at its end, to be approved", { ...accepted, expiresAt: now }, { type: "approve" }, "expired"],
    ["another's, to be withdrawn", accepted, { type: "withdraw", by: other }, "not-offered"],
  ] as const)("is refused when it is %s", (_, swap, step, error) => {
    expect(stepSwap(swap, step, now)).toEqual({ ok: false, error });
  });

  it("lets a giver out of what has expired for nobody", () => {
    expect(stepSwap({ ...open, expiresAt: now }, { type: "withdraw", by: giver }, now).ok).toBe(
      true,
    );
  });
});

describe("cellsOf", () => {
  const gives = { day: 3, assignment: shift("long-day") };

  it("gives a shift away", () => {
    expect(cellsOf({ giver, gives, wants: undefined }, taker)).toEqual([
      { personId: giver, day: 3, assignment: null },
      { personId: taker, day: 3, assignment: shift("long-day") },
    ]);
  });

  it("exchanges shifts of two days, and of one", () => {
    const wants = { day: 5, assignment: shift("night") };
    expect(cellsOf({ giver, gives, wants }, taker)).toHaveLength(4);
    expect(cellsOf({ giver, gives, wants: { ...wants, day: 3 } }, taker)).toEqual([
      { personId: taker, day: 3, assignment: shift("long-day") },
      { personId: giver, day: 3, assignment: shift("night") },
    ]);
  });
});

describe("who may do without approval", () => {
  const plain = { grade: "registered", employment: "contract", skills: [] } as const;
  const able = { ...plain, skills: [Skill.parse("ventilation")] };
  const policy = { swapApproval: "same-skill" } as const;

  it("is who can do all that the other can", () => {
    const [one, two] = [{ ...plain, skills: [] }, able];
    expect(canStandInFor(two, one)).toBe(true);
    expect(canStandInFor(one, two)).toBe(false);
    expect(canStandInFor({ ...two, grade: "assistant" }, one)).toBe(false);
    expect(needsApproval(policy, { giver: one, taker: two, isExchange: false })).toBe(false);
    expect(needsApproval(policy, { giver: one, taker: two, isExchange: true })).toBe(true);
  });

  it("is nobody where the unit wants all of it approved", () => {
    const all = { swapApproval: "always" } as const;
    expect(needsApproval(all, { giver: able, taker: able, isExchange: false })).toBe(true);
  });
});
