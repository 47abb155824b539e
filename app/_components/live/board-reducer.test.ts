import { describe, expect, it } from "vitest";
import type { BedState } from "#models/realtime/board";
import { BedId, EncounterId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
import { applyFrame, applySnapshot } from "./board-reducer";

const unitId = UnitId.parse("11111111-1111-4111-8111-111111111111");
const bedIds = ["b1111111-1111-4111-8111-111111111111", "b2222222-2222-4222-8222-222222222222"].map(
  (id) => BedId.parse(id),
);
const [first, second] = [bedIds[0]!, bedIds[1]!];
const ada = EncounterId.parse("e1111111-1111-4111-8111-111111111111");
const ben = EncounterId.parse("e2222222-2222-4222-8222-222222222222");

const occupant = (encounterId: EncounterId, name: string) => ({
  encounterId,
  name,
  age: 60,
  sex: "female" as const,
  admittedAt: 0,
  oxygenScale: 1 as const,
});

const bed = (bedId: BedId, rest: Partial<BedState> = {}): BedState => ({
  bedId,
  label: "01",
  occupant: occupant(ada, "Lovelace, Ada"),
  signs: { heartRate: { value: 80, observedAt: 1_000 } },
  trend: [80],
  score: undefined,
  risk: undefined,
  receivedAt: 1_000,
  feedOffsetMs: 0,
  technical: [],
  ...rest,
});

const board = () => applySnapshot(undefined, { unitId, beds: [bed(first), bed(second)] });

describe("a frame", () => {
  it("changes the bed it names and leaves the others as they are", () => {
    const before = board();

    const after = applyFrame(before, {
      beds: [{ bedId: first, encounterId: ada, receivedAt: 2_000 }],
    });

    expect(after.beds.get(first)?.state.receivedAt).toBe(2_000);
    expect(after.beds.get(second)).toBe(before.beds.get(second));
  });

  it("brings the unit's own technical alarms, and leaves the beds as they are", () => {
    const technicalAlarmId = TechnicalAlarmId.parse("a1111111-1111-4111-8111-111111111111");
    const lost = { technicalAlarmId, kind: "feed-lost", unitId, signs: [], begunAt: 1 } as const;
    const before = board();
    expect(before.technical).toBeUndefined();

    const after = applyFrame(before, { beds: [], technical: [lost] });
    expect(after.technical).toEqual([lost]);
    expect(after.beds).toBe(before.beds);
    expect(applyFrame(after, { beds: [] })).toBe(after);
    expect(applyFrame(after, { beds: [], technical: [] }).technical).toEqual([]);
  });

  it("takes away a sign that is no longer known", () => {
    const after = applyFrame(board(), {
      beds: [{ bedId: first, encounterId: ada, signs: { heartRate: null } }],
    });

    expect(after.beds.get(first)?.state.signs).toEqual({});
    expect(after.beds.get(second)?.state.signs.heartRate?.value).toBe(80);
  });

  it("keeps the signs it does not carry", () => {
    const after = applyFrame(board(), {
      beds: [
        {
          bedId: first,
          encounterId: ada,
          signs: { temperature: { value: 37.1, observedAt: 2_000 } },
        },
      ],
    });

    expect(after.beds.get(first)?.state.signs).toEqual({
      heartRate: { value: 80, observedAt: 1_000 },
      temperature: { value: 37.1, observedAt: 2_000 },
    });
  });

  it("shows nothing of the patient before when another has the bed", () => {
    const after = applyFrame(board(), {
      beds: [{ bedId: first, encounterId: ben, occupant: occupant(ben, "Franklin, Ben") }],
    });

    expect(after.beds.get(first)?.state).toMatchObject({
      occupant: { name: "Franklin, Ben" },
      signs: {},
      trend: [],
      receivedAt: undefined,
    });
  });

  it("empties a bed whose patient has left: JSON has no undefined, so the keys are absent", () => {
    const after = applyFrame(board(), { beds: [{ bedId: first, signs: {}, trend: [] }] });

    expect(after.beds.get(first)?.state.occupant).toBeUndefined();
    expect(after.beds.get(first)?.state.signs).toEqual({});
  });

  it("takes a score that is no longer known away", () => {
    const scored = applySnapshot(undefined, {
      unitId,
      beds: [
        bed(first, {
          score: {
            score: 3,
            hasRedScore: false,
            inputsPresent: 7,
            oldestInputSeconds: 10,
            previousScore: 2,
            assessedAt: 1_000,
          },
        }),
      ],
    });

    const after = applyFrame(scored, { beds: [{ bedId: first, encounterId: ada, score: null }] });

    expect(after.beds.get(first)?.state.score).toBeUndefined();
  });

  it("changes the workload class, keeps it when it does not speak of it, and takes it away", () => {
    const computed = {
      acuityClass: 3,
      isAtLeast: false,
      reasons: [],
      since: 0,
      isHeld: false,
    } as const;
    const told = applyFrame(board(), {
      beds: [{ bedId: first, encounterId: ada, acuity: { acuityClass: 3, computed } }],
    });
    expect(told.beds.get(first)?.state.acuity?.acuityClass).toBe(3);

    const silent = applyFrame(told, {
      beds: [{ bedId: first, encounterId: ada, receivedAt: 2_000 }],
    });
    expect(silent.beds.get(first)?.state.acuity?.acuityClass).toBe(3);

    const gone = applyFrame(silent, { beds: [{ bedId: first, encounterId: ada, acuity: null }] });
    expect(gone.beds.get(first)?.state.acuity).toBeUndefined();
  });

  it("changes nothing when it names only beds that are not on the board", () => {
    const before = applySnapshot(undefined, { unitId, beds: [bed(first)] });
    expect(applyFrame(before, { beds: [{ bedId: second, encounterId: ada }] })).toBe(before);
  });
});

it("learns the cadence of a feed over snapshots and frames, and forgets it with the patient", () => {
  const streaming = [2_000, 3_000, 4_000].reduce(
    (current, receivedAt) =>
      applyFrame(current, { beds: [{ bedId: first, encounterId: ada, receivedAt }] }),
    board(),
  );
  expect(streaming.beds.get(first)?.cadence.intervalsMs).toEqual([1_000, 1_000, 1_000]);

  const again = applySnapshot(streaming, { unitId, beds: [bed(first, { receivedAt: 5_000 })] });
  expect(again.beds.get(first)?.cadence.intervalsMs).toHaveLength(4);

  const other = applyFrame(again, {
    beds: [{ bedId: first, encounterId: ben, receivedAt: 6_000 }],
  });
  expect(other.beds.get(first)?.cadence.intervalsMs).toBeUndefined();
});
