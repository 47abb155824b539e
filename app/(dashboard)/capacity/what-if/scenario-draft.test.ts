import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scenario } from "#models/census/scenario";
import { UnitId } from "#models/shared/ids";
import {
  AS_PLANNED,
  countChanges,
  draftOf,
  isSameScenario,
  type Lever,
  LEVERS,
  type PlannedUnit,
  reduceDraft,
  scenarioOf,
  type ScenarioDraft,
} from "./scenario-draft";

const unit = (last: number, staffedBeds = 20, licensedBeds = 24): PlannedUnit => ({
  unitId: UnitId.parse(`00000000-0000-4000-8000-00000000000${last}`),
  code: `U${last}`,
  name: `Unit ${last}`,
  staffedBeds,
  licensedBeds,
});
const UNITS = [unit(1), unit(2), unit(3)] as const;
const [ONE, TWO] = UNITS;

const pulled = (lever: Lever, value: number, draft = AS_PLANNED): ScenarioDraft =>
  reduceDraft(draft, { type: "pulled", lever, value });

describe("a scenario's form", () => {
  it("is the empty scenario while nothing is otherwise than planned", () => {
    expect(scenarioOf(AS_PLANNED)).toEqual({});
    const back = pulled("waveFactor", 1, pulled("waveFactor", 1.5));
    expect(scenarioOf(back)).toEqual({});
    expect(isSameScenario(back, AS_PLANNED)).toBe(true);
  });

  it.each<[Lever, number, number]>([
    ["laterDays", -100, -42],
    ["waveFactor", 9, 3],
    ["waveFactor", 1.349999, 1.35],
    ["lengthOfStayFactor", 0.1 + 0.2 + 0.55, 0.85],
    ["electivePostponedShare", -1, 0],
    ["staffingFactor", 0.904, 0.9],
  ])("keeps %s within its lever and on its steps: %d is %d", (lever, value, kept) => {
    expect(pulled(lever, value)[lever]).toBe(kept);
  });

  it("takes beds between none and the licensed ones, and forgets those that are as planned", () => {
    const staffed = (beds: number | undefined, draft = AS_PLANNED) =>
      reduceDraft(draft, { type: "staffed", unit: ONE, beds });
    expect(scenarioOf(staffed(99)).staffedBeds).toEqual([{ unitId: ONE.unitId, beds: 24 }]);
    expect(scenarioOf(staffed(-3)).staffedBeds).toEqual([{ unitId: ONE.unitId, beds: 0 }]);
    expect(scenarioOf(staffed(20, staffed(12)))).toEqual({});
    expect(scenarioOf(staffed(undefined, staffed(12)))).toEqual({});
  });

  it("counts what is otherwise", () => {
    let draft = pulled("laterDays", -7, pulled("waveFactor", 1.5));
    draft = reduceDraft(draft, { type: "staffed", unit: ONE, beds: 18 });
    draft = reduceDraft(draft, { type: "closed", unitId: TWO.unitId, isClosed: true });
    expect(countChanges(draft)).toBe(4);
    draft = reduceDraft(draft, { type: "closed", unitId: TWO.unitId, isClosed: false });
    expect(countChanges(draft)).toBe(3);
  });

  it("is the same scenario whatever order its units were changed in", () => {
    const closing = (...units: PlannedUnit[]) =>
      units.reduce(
        (draft, { unitId }) => reduceDraft(draft, { type: "closed", unitId, isClosed: true }),
        AS_PLANNED,
      );
    expect(isSameScenario(closing(ONE, TWO), closing(TWO, ONE))).toBe(true);
  });

  it("leaves out what a kept scenario says of units that are gone, and counts them", () => {
    const gone = unit(9);
    const { draft, lostUnits } = draftOf(
      {
        staffedBeds: [{ unitId: gone.unitId, beds: 3 }],
        closedUnitIds: [gone.unitId, ONE.unitId],
      },
      UNITS,
    );
    expect(lostUnits).toBe(1);
    expect(scenarioOf(draft)).toEqual({ closedUnitIds: [ONE.unitId] });
  });

  it("comes back from being kept as it was", () => {
    const onLever = (lever: Lever) =>
      fc.double({ min: LEVERS[lever].min, max: LEVERS[lever].max, noNaN: true });
    fc.assert(
      fc.property(
        onLever("laterDays"),
        onLever("waveFactor"),
        onLever("lengthOfStayFactor"),
        onLever("electivePostponedShare"),
        onLever("staffingFactor"),
        fc.array(fc.tuple(fc.constantFrom(...UNITS), fc.integer({ min: 0, max: 24 }))),
        fc.array(fc.constantFrom(...UNITS)),
        (laterDays, waveFactor, stay, elective, staffing, staffed, closed) => {
          let draft = pulled("laterDays", laterDays, pulled("waveFactor", waveFactor));
          draft = pulled("lengthOfStayFactor", stay, draft);
          draft = pulled("electivePostponedShare", elective, draft);
          draft = pulled("staffingFactor", staffing, draft);
          for (const [of, beds] of staffed)
            draft = reduceDraft(draft, { type: "staffed", unit: of, beds });
          for (const { unitId } of closed)
            draft = reduceDraft(draft, { type: "closed", unitId, isClosed: true });
          const kept = Scenario.parse(JSON.parse(JSON.stringify(scenarioOf(draft))));
          expect(isSameScenario(draftOf(kept, UNITS).draft, draft)).toBe(true);
        },
      ),
    );
  });
});
