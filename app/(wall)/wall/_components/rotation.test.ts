import { describe, expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import {
  elapsedShare,
  NOTHING_SHOWN,
  PAUSE_MS,
  type RotatingUnit,
  type Rotation,
  step,
  togglePause,
  turn,
} from "./rotation";

const [a, b, c] = ["a", "b", "c"].map((letter) =>
  UnitId.parse(`018f0000-0000-7000-8000-00000000000${letter}`),
) as [UnitId, UnitId, UnitId];

const calm = (...unitIds: UnitId[]): RotatingUnit[] =>
  unitIds.map((unitId) => ({ unitId, urgentSince: undefined }));
const ALL = calm(a, b, c);
const urgent = (urgentIn: Partial<Record<string, number>>): RotatingUnit[] =>
  ALL.map(({ unitId }) => ({ unitId, urgentSince: urgentIn[unitId] }));

const at = (seconds: number, units = ALL) => ({ units, secondsPerUnit: 20, now: seconds * 1_000 });

/** Looks every second from one instant to another, as the screen does. */
function run(rotation: Rotation, from: number, to: number, units = ALL): Rotation {
  let result = rotation;
  for (let second = from; second <= to; second += 1) result = turn(result, at(second, units));
  return result;
}

describe("a wall that nothing asks of", () => {
  it("shows each unit for its time, in order, and begins again", () => {
    const seen = new Map<UnitId, number>();
    let rotation = NOTHING_SHOWN;
    for (let second = 0; second < 120; second += 1) {
      rotation = turn(rotation, at(second));
      if (rotation.unitId) seen.set(rotation.unitId, (seen.get(rotation.unitId) ?? 0) + 1);
    }
    expect([...seen]).toEqual([
      [a, 40],
      [b, 40],
      [c, 40],
    ]);
  });

  it("goes on with what is left when a unit is taken away", () => {
    const first = turn(NOTHING_SHOWN, at(0));
    expect(turn(first, at(1, calm(b, c))).unitId).toBe(b);
    expect(turn(first, at(1, [])).unitId).toBe(a); // drawn as nothing: there is no such unit
  });

  it("stays where it is with one unit", () => {
    expect(run(NOTHING_SHOWN, 0, 100, calm(a)).unitId).toBe(a);
  });
});

describe("an unanswered high-priority alert", () => {
  it("brings its unit up at once and holds it longer", () => {
    const asked = urgent({ [c]: 5_000 });
    const jumped = turn(turn(NOTHING_SHOWN, at(0)), at(5, asked));
    expect(jumped.unitId).toBe(c);
    expect(run(jumped, 6, 64, asked).unitId).toBe(c);
    expect(run(jumped, 6, 65, asked).unitId).toBe(a);
  });

  it("brings it up once: it is shown in its turn afterwards, until another asks there", () => {
    const asked = urgent({ [c]: 5_000 });
    const later = run(turn(turn(NOTHING_SHOWN, at(0)), at(5, asked)), 6, 70, asked);
    expect(later.unitId).toBe(a);
    expect(turn(later, at(71, urgent({ [c]: 71_000 }))).unitId).toBe(c);
  });

  it("has the time of its unit begin anew when that is shown already", () => {
    const rotation = run(NOTHING_SHOWN, 0, 15);
    expect(turn(rotation, at(16, urgent({ [a]: 16_000 })))).toMatchObject({
      unitId: a,
      since: 16_000,
    });
  });

  it("waits a moment for another that is looked at, and is not forgotten", () => {
    const both = urgent({ [b]: 2_000, [c]: 3_000 });
    const first = turn(turn(NOTHING_SHOWN, at(0)), at(3, both));
    expect(first.unitId).toBe(b);
    expect(run(first, 4, 10, both).unitId).toBe(b);
    expect(run(first, 4, 11, both).unitId).toBe(c);
  });

  it("is held no longer once it is answered", () => {
    const jumped = turn(turn(NOTHING_SHOWN, at(0)), at(5, urgent({ [c]: 5_000 })));
    expect(run(jumped, 6, 24).unitId).toBe(c);
    expect(run(jumped, 6, 25).unitId).toBe(a);
  });
});

describe("by hand", () => {
  it("goes on and back, around both ends, with the full time from then on", () => {
    const first = turn(NOTHING_SHOWN, at(0));
    expect(step(first, at(10), -1)).toMatchObject({ unitId: c, since: 10_000 });
    expect(step(first, at(10), 1)).toMatchObject({ unitId: b, since: 10_000 });
  });

  it("holds a unit that somebody looks at, but not for good", () => {
    const held = togglePause(turn(NOTHING_SHOWN, at(0)), 1_000);
    const asked = urgent({ [c]: 5_000 });
    const lastSecond = 1 + PAUSE_MS / 1_000 - 1;
    expect(run(held, 2, lastSecond, asked).unitId).toBe(a);
    expect(run(held, 2, lastSecond + 1, asked).unitId).toBe(c);
  });

  it("goes on when it is told to", () => {
    const held = togglePause(turn(NOTHING_SHOWN, at(0)), 1_000);
    expect(run(togglePause(held, 30_000), 31, 49).unitId).toBe(a);
    expect(run(togglePause(held, 30_000), 31, 50).unitId).toBe(b);
  });
});

it("says how much of the time is over", () => {
  const rotation = turn(NOTHING_SHOWN, at(0));
  expect(elapsedShare(rotation, at(5))).toBeCloseTo(0.25);
  expect(elapsedShare(rotation, at(50))).toBe(1);
  expect(elapsedShare(togglePause(rotation, 5_000), at(6))).toBe(0);
});
