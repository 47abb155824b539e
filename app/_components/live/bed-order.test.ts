import { describe, expect, it } from "vitest";
import type { BedState, LiveRisk, LiveScore } from "#models/realtime/board";
import { BedId } from "#models/shared/ids";
import { arrangeBeds, NO_FILTER, type OrderedBed, summariseUnit, worsening } from "./bed-order";

const idOf = (label: string) => BedId.parse(`b1111111-1111-4111-8111-1111111111${label}`);

const score = (now: number, before?: number): LiveScore => ({
  score: now,
  hasRedScore: false,
  inputsPresent: 7,
  oldestInputSeconds: 1,
  previousScore: before,
  assessedAt: 0,
});
const risk = (now: number, before?: number): LiveRisk => ({
  risk: now,
  threshold: 0.2,
  previousRisk: before,
  modelVersion: "1",
  contributions: [],
  predictedAt: 0,
});

const bed = (label: string, rest: Partial<BedState> & { isStale?: boolean } = {}): OrderedBed => ({
  state: {
    bedId: idOf(label),
    label,
    occupant: {
      encounterId: "e1111111-1111-4111-8111-111111111111" as never,
      name: `Name ${label}`,
      age: 50,
      sex: "male",
      admittedAt: 0,
      oxygenScale: 1,
    },
    signs: {},
    trend: [],
    score: undefined,
    risk: undefined,
    receivedAt: 0,
    feedOffsetMs: 0,
    technical: [],
    ...rest,
  },
  alerts: [],
  isStale: rest.isStale ?? false,
});

const labels = (ids: readonly BedId[]) => ids.map((id) => id.slice(-2));

describe("order", () => {
  const beds = [
    bed("10", { score: score(3, 3), risk: risk(0.9, 0.1) }),
    bed("02", { score: score(8, 7), risk: risk(0.1, 0.1) }),
    bed("03"),
    bed("01", { score: score(3, 0) }),
  ];
  it.each([
    ["bed", ["01", "02", "03", "10"]],
    ["score", ["02", "01", "10", "03"]],
    ["risk", ["10", "02", "01", "03"]],
    ["change", ["10", "01", "02", "03"]],
  ] as const)("by %s puts the unknown last", (sort, expected) => {
    expect(labels(arrangeBeds(beds, { sort, filter: NO_FILTER }))).toEqual(expected);
  });
});

describe("filter", () => {
  const beds = [bed("01", { score: score(5) }), bed("02", { score: score(4) }), bed("03")];
  const shown = (filter: Partial<typeof NO_FILTER>) =>
    labels(arrangeBeds(beds, { sort: "bed", filter: { ...NO_FILTER, ...filter } }));

  it("finds by bed and by name, whatever the case", () => {
    expect(shown({ text: "02" })).toEqual(["02"]);
    expect(shown({ text: " NAME 03 " })).toEqual(["03"]);
  });

  it("does not take an unknown score for a high one", () => {
    expect(shown({ onlyHighScores: true })).toEqual(["01"]);
  });
});

it("knows no change where nothing earlier is known", () => {
  expect(worsening(bed("01", { score: score(9) }).state)).toBeUndefined();
  expect(worsening(bed("01", { score: score(2, 5) }).state)).toBe(-3);
});

it("counts patients by band, and the stale", () => {
  const empty = bed("04");
  const summary = summariseUnit([
    bed("01", { score: score(9) }),
    bed("02", { isStale: true }),
    { ...empty, state: { ...empty.state, occupant: undefined } },
  ]);
  expect(summary).toMatchObject({ patients: 2, beds: 3, stale: 1 });
  expect(summary.bands).toMatchObject({ high: 1, unknown: 1 });
});
