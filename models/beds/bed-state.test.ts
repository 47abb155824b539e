import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EncounterId } from "../shared/ids";
import {
  act,
  type BedAction,
  type BedFinding,
  type BedStanding,
  bedStateOf,
  EMPTY_BED,
  find,
  overriddenBy,
} from "./bed-state";

const encounter = (digit: number): EncounterId =>
  EncounterId.parse(`00000000-0000-4000-8000-00000000000${digit}`);
const [ANNA, BEN, CLEO] = [encounter(1), encounter(2), encounter(3)];

const anybody = fc.constantFrom(ANNA, BEN, CLEO);
const action: fc.Arbitrary<BedAction> = fc.oneof(
  fc.record({
    type: fc.constant("reserve" as const),
    encounterId: fc.option(anybody, { nil: undefined }),
  }),
  fc.record({ type: fc.constant("move-in" as const), encounterId: anybody }),
  fc.record({ type: fc.constant("exchange" as const), encounterId: anybody }),
  fc.record({ type: fc.constant("move-out" as const), needsCleaning: fc.boolean() }),
  fc
    .constantFrom(
      "cancel-reservation" as const,
      "expect-discharge" as const,
      "undo-expect-discharge" as const,
      "start-cleaning" as const,
      "finish-cleaning" as const,
      "block" as const,
      "unblock" as const,
    )
    .map((type) => ({ type })),
);
const finding: fc.Arbitrary<BedFinding> = fc.oneof(
  fc.record({ type: fc.constant("found-occupied" as const), encounterId: anybody }),
  fc.record({ type: fc.constant("found-empty" as const), needsCleaning: fc.boolean() }),
);
type Step = { did: BedAction } | { found: BedFinding };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    action.map((did) => ({ did })),
    finding.map((found) => ({ found })),
  ),
  { maxLength: 30 },
);

const take = (bed: BedStanding, step: Step): BedStanding => {
  if ("found" in step) return find(bed, step.found);
  const outcome = act(bed, step.did);
  return outcome.ok ? outcome.value : bed;
};
const after = (...did: BedAction[]): BedStanding =>
  did.reduce<BedStanding>((bed, each) => take(bed, { did: each }), EMPTY_BED);

describe("the states of a bed", () => {
  it("goes round: given, about to be left, left, cleaned, free", () => {
    const states: string[] = [];
    const round: BedAction[] = [
      { type: "move-in", encounterId: ANNA },
      { type: "expect-discharge" },
      { type: "move-out", needsCleaning: true },
      { type: "start-cleaning" },
      { type: "finish-cleaning" },
    ];
    round.reduce<BedStanding>((bed, did) => {
      const next = take(bed, { did });
      states.push(bedStateOf(next));
      return next;
    }, EMPTY_BED);

    expect(states).toEqual(["occupied", "discharge-pending", "cleaning", "cleaning", "available"]);
  });

  it("is free at once when it need not be cleaned", () => {
    const bed = after(
      { type: "move-in", encounterId: ANNA },
      { type: "move-out", needsCleaning: false },
    );
    expect(bedStateOf(bed)).toBe("available");
  });

  it("keeps the next one's reservation through the discharge and the cleaning", () => {
    const bed = after(
      { type: "move-in", encounterId: ANNA },
      { type: "expect-discharge" },
      { type: "reserve", encounterId: BEN },
      { type: "move-out", needsCleaning: true },
    );
    expect(bedStateOf(bed)).toBe("cleaning");
    expect(bedStateOf(take(bed, { did: { type: "finish-cleaning" } }))).toBe("reserved");
  });

  it("gives a bed that is kept to the one for whom it is kept, and to nobody else", () => {
    const bed = after({ type: "reserve", encounterId: BEN });
    expect(act(bed, { type: "move-in", encounterId: CLEO })).toEqual({
      ok: false,
      error: "reserved",
    });
    expect(act(bed, { type: "move-in", encounterId: BEN })).toMatchObject({
      ok: true,
      value: { occupant: BEN, reservation: undefined },
    });
  });

  it.each([
    ["an occupied bed", { type: "move-in", encounterId: ANNA }, "occupied"],
    ["a blocked bed", { type: "block" }, "blocked"],
    ["a bed that is being cleaned", { type: "start-cleaning" }, "not-clean"],
    ["a bed that is kept", { type: "reserve", encounterId: undefined }, "reserved"],
  ] as const)("gives nobody %s", (_, before, error) => {
    expect(act(after(before), { type: "move-in", encounterId: BEN })).toEqual({ ok: false, error });
  });

  it("does not keep an occupied bed before its patient is about to leave", () => {
    const bed = after({ type: "move-in", encounterId: ANNA });
    expect(act(bed, { type: "reserve", encounterId: BEN })).toEqual({
      ok: false,
      error: "occupied",
    });
  });

  it("is as dirty after a block as before it", () => {
    const bed = after({ type: "start-cleaning" }, { type: "block" }, { type: "unblock" });
    expect(bedStateOf(bed)).toBe("cleaning");
  });
});

describe("what the bedside reports", () => {
  it.each([
    ["blocked", { type: "block" }],
    ["cleaning", { type: "start-cleaning" }],
    ["reserved", { type: "reserve", encounterId: BEN }],
  ] as const)("takes a bed that is %s, and says so", (state, before) => {
    const arrival = { type: "found-occupied", encounterId: ANNA } as const;
    const bed = after(before);

    expect(bedStateOf(find(bed, arrival))).toBe("occupied");
    expect(overriddenBy(bed, arrival)).toBe(state);
  });

  it("overrides nothing when the bed was kept for this very patient", () => {
    const arrival = { type: "found-occupied", encounterId: BEN } as const;
    const bed = after({ type: "reserve", encounterId: BEN });

    expect(overriddenBy(bed, arrival)).toBeUndefined();
    expect(find(bed, arrival).reservation).toBeUndefined();
  });

  it("is always right about who lies there, and the same when told twice", () => {
    fc.assert(
      fc.property(steps, finding, (before, found) => {
        const bed = find(before.reduce(take, EMPTY_BED), found);

        expect(bed.occupant).toBe(found.type === "found-occupied" ? found.encounterId : undefined);
        expect(find(bed, found)).toEqual(bed);
      }),
    );
  });
});

describe("whatever people do and the bedside reports", () => {
  it("never calls free a bed that somebody lies in, nor one that is dirty, blocked or kept", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const bed = history.reduce(take, EMPTY_BED);
        const isFree =
          !bed.occupant && !bed.isBlocked && bed.cleaning === "none" && !bed.reservation;
        expect(bedStateOf(bed) === "available").toBe(isFree);
      }),
    );
  });

  it("expects a discharge only of somebody, and neither blocks nor cleans beneath a patient", () => {
    fc.assert(
      fc.property(steps, (history) => {
        const bed = history.reduce(take, EMPTY_BED);
        if (bed.occupant) expect(bed).toMatchObject({ isBlocked: false, cleaning: "none" });
        else expect(bed.isDischargePending).toBe(false);
      }),
    );
  });

  it("puts nobody into a bed that another has: only the bedside or an exchange replaces a patient", () => {
    fc.assert(
      fc.property(steps, action, (history, did) => {
        const bed = history.reduce(take, EMPTY_BED);
        const outcome = act(bed, did);
        if (!outcome.ok || !bed.occupant || did.type === "exchange") return;
        expect([bed.occupant, undefined]).toContain(outcome.value.occupant);
      }),
    );
  });

  it("does nothing twice: the second of two who do the same is refused", () => {
    fc.assert(
      fc.property(steps, action, (history, did) => {
        const first = act(history.reduce(take, EMPTY_BED), did);
        if (!first.ok) return;
        expect(act(first.value, did).ok).toBe(false);
      }),
    );
  });
});
