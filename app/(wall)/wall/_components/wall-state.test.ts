import { describe, expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import type { OccupiedWallBed, WallBed, WallConfiguration, WallUnit } from "#models/realtime/wall";
import {
  countBeds,
  INITIAL_WALL,
  liveness,
  reduceWall,
  rotationAt,
  type WallAction,
  type WallState,
} from "./wall-state";

const [a, b] = ["a", "b"].map((letter) =>
  UnitId.parse(`018f0000-0000-7000-8000-00000000000${letter}`),
) as [UnitId, UnitId];
const NOW = 1_000_000;
/** The server's clock is an hour ahead of this browser's. */
const AHEAD = 3_600_000;

const configuration: WallConfiguration = {
  name: "Hall",
  secondsPerUnit: 20,
  colorScheme: "dark",
  units: [
    { unitId: a, code: "A", name: "Unit A" },
    { unitId: b, code: "B", name: "Unit B" },
  ],
};

const bed = (label: string, alert: OccupiedWallBed["alert"] = null): WallBed => ({
  state: "occupied",
  ...{
    label,
    alert,
    score: null,
    risk: null,
    signal: "live",
    lastHeardAt: null,
    isPartlyUnseen: false,
  },
});
const asking = (askedAt: number): OccupiedWallBed["alert"] => ({
  ...{ priority: "high", phase: "raised", askedAt, isEscalated: false },
});

const unit = (unitId: UnitId, beds: WallBed[] = [bed("01")], at = NOW): WallUnit => ({
  unitId,
  sentAt: at + AHEAD,
  beds,
  system: { database: "up", scoring: "up", model: "in-service", feed: "up", since: 0 },
});

const heard = (unitId: UnitId, beds?: WallBed[], at = NOW): WallAction => ({
  type: "unit",
  unit: unit(unitId, beds, at),
  heardAt: at,
});
const tick = (now: number): WallAction => ({ type: "tick", now });

const after = (...actions: WallAction[]): WallState => actions.reduce(reduceWall, INITIAL_WALL);
const PAIRED: WallAction[] = [
  { type: "connected" },
  { type: "configured", configuration },
  heard(a),
  heard(b),
  tick(NOW),
];

describe("what a screen shows", () => {
  it("is live while it hears of the unit", () => {
    const state = after(...PAIRED);
    expect(state.rotation.unitId).toBe(a);
    expect(liveness(state, state.units.get(a))).toEqual({ state: "live" });
  });

  it("is old as soon as the connection is lost, since it last heard by the server's clock", () => {
    const state = after(...PAIRED, { type: "disconnected" }, tick(NOW + 1_000));
    expect(liveness(state, state.units.get(a))).toEqual({ state: "old", since: NOW + AHEAD });
  });

  it("is old without news though the connection seems to stand", () => {
    const at = (ms: number) => after(...PAIRED, tick(NOW + ms));
    expect(liveness(at(12_000), at(12_000).units.get(a)).state).toBe("live");
    expect(liveness(at(12_500), at(12_500).units.get(a)).state).toBe("old");
  });

  it("is taken off after two minutes", () => {
    const state = after(...PAIRED, { type: "disconnected" }, tick(NOW + 120_000));
    expect(liveness(state, state.units.get(a))).toEqual({ state: "blank", since: NOW + AHEAD });
  });

  it("is live again only for units that were heard of again", () => {
    const later = NOW + 60_000;
    const state = after(
      ...PAIRED,
      { type: "disconnected" },
      tick(later),
      { type: "connected" },
      heard(b, undefined, later),
    );
    expect(liveness(state, state.units.get(a)).state).toBe("old");
    expect(liveness(state, state.units.get(b)).state).toBe("live");
  });

  it("is nothing before it was told anything", () => {
    expect(liveness(INITIAL_WALL, undefined)).toEqual({ state: "blank", since: undefined });
  });
});

describe("a screen that is no longer paired", () => {
  it.each<WallAction>([{ type: "ended" }, { type: "not-paired" }])(
    "keeps nothing, and says so: %o",
    (action) => {
      const state = after(...PAIRED, action);
      expect(state).toMatchObject({ phase: "dark", configuration: undefined, hasEnded: true });
      expect(state.units.size).toBe(0);
      expect(state.rotation.unitId).toBeUndefined();
    },
  );

  it("is not told that it was one when it never was", () => {
    expect(after({ type: "not-paired" })).toMatchObject({ phase: "dark", hasEnded: false });
  });

  it("stays dark when it is refused again, and comes back when it is paired", () => {
    const dark = after(
      ...PAIRED,
      { type: "ended" },
      { type: "disconnected" },
      { type: "not-paired" },
    );
    expect(dark).toMatchObject({ phase: "dark", hasEnded: true });
    expect(reduceWall(dark, { type: "connected" })).toMatchObject({ phase: "paired" });
  });
});

it("forgets a unit that was taken from the display", () => {
  const [, second] = configuration.units;
  const units = second ? [second] : [];
  const state = after(...PAIRED, {
    type: "configured",
    configuration: { ...configuration, units },
  });
  expect([...state.units.keys()]).toEqual([b]);
  expect(state.rotation.unitId).toBe(b);
});

it("turns to a unit the moment it hears that a high-priority alert asks there", () => {
  const state = after(...PAIRED, heard(b, [bed("01"), bed("02", asking(NOW))], NOW + 500));
  expect(state.rotation.unitId).toBe(b);
});

it("knows the newest unanswered high-priority alert of each unit, and no other", () => {
  const answered: OccupiedWallBed["alert"] = {
    ...{ priority: "high", phase: "in-hand", askedAt: 9, isEscalated: true },
  };
  const medium: OccupiedWallBed["alert"] = {
    ...{ priority: "medium", phase: "raised", askedAt: 8, isEscalated: false },
  };
  const state = after(
    ...PAIRED,
    heard(a, [bed("01", answered), bed("02", medium)]),
    heard(b, [bed("01", asking(3)), bed("02", asking(5))]),
  );
  expect(rotationAt(state).units).toEqual([
    { unitId: a, urgentSince: undefined },
    { unitId: b, urgentSince: 5 },
  ]);
});

it("knows of nothing that asks in a unit it has lost", () => {
  const state = after(...PAIRED, heard(b, [bed("01", asking(5))]), { type: "disconnected" });
  expect(rotationAt(state).units.map(({ urgentSince }) => urgentSince)).toEqual([
    undefined,
    undefined,
  ]);
});

it("counts beds, who lies in them, and alerts without an answer", () => {
  const free: WallBed = { state: "free", label: "03" };
  expect(countBeds([bed("01"), bed("02", asking(1)), free])).toEqual({
    beds: 3,
    occupied: 2,
    unanswered: 1,
  });
});
