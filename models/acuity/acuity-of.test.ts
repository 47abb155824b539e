import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnitKind } from "../encounters/demographics";
import { acuityOf, leastClassIn, type AcuityFacts } from "./acuity-of";
import { ACUITY_RULES, AcuityRules } from "./acuity-rules";

const WELL: AcuityFacts = {
  unitKind: "ward",
  hoursInBed: 20,
  score: { score: 0, hasRedScore: false, inputsPresent: 7 },
  onOxygen: false,
  isAlert: true,
  riskRatio: 0.2,
  unansweredAlerts: 0,
};

const NOTHING_MEASURED = {
  score: undefined,
  onOxygen: undefined,
  isAlert: undefined,
  riskRatio: undefined,
} as const;

const scored = (score: number, inputsPresent = 7, hasRedScore = false) => ({
  score: { score, hasRedScore, inputsPresent },
});

const classOf = (facts: Partial<AcuityFacts>, rules = ACUITY_RULES) =>
  acuityOf({ ...WELL, ...facts }, rules).acuityClass;

/** "Not known" stands above the lowest class and below every other. */
const weight = (facts: AcuityFacts): number => acuityOf(facts, ACUITY_RULES).acuityClass ?? 1.5;

const orUnknown = <T>(known: fc.Arbitrary<T>) => fc.option(known, { nil: undefined });

const anyFacts: fc.Arbitrary<AcuityFacts> = fc.record({
  unitKind: fc.constantFrom(...UnitKind.options),
  hoursInBed: fc.double({ min: 0, max: 200, noNaN: true }),
  score: orUnknown(
    fc.record({
      score: fc.integer({ min: 0, max: 20 }),
      hasRedScore: fc.boolean(),
      inputsPresent: fc.integer({ min: 1, max: 7 }),
    }),
  ),
  onOxygen: orUnknown(fc.boolean()),
  isAlert: orUnknown(fc.boolean()),
  riskRatio: orUnknown(fc.double({ min: 0, max: 10, noNaN: true })),
  unansweredAlerts: fc.integer({ min: 0, max: 4 }),
});

/** Ways in which one fact can be worse than it was; a fact that is not known stays so. */
const WORSENINGS: Readonly<Record<string, (facts: AcuityFacts) => AcuityFacts>> = {
  "a higher NEWS2": (facts) =>
    facts.score ? { ...facts, score: { ...facts.score, score: facts.score.score + 2 } } : facts,
  "a single 3": (facts) =>
    facts.score ? { ...facts, score: { ...facts.score, hasRedScore: true } } : facts,
  oxygen: (facts) => (facts.onOxygen === undefined ? facts : { ...facts, onOxygen: true }),
  "not alert": (facts) => (facts.isAlert === undefined ? facts : { ...facts, isAlert: false }),
  "a higher risk": (facts) =>
    facts.riskRatio === undefined ? facts : { ...facts, riskRatio: facts.riskRatio + 1 },
  "one more alert": (facts) => ({ ...facts, unansweredAlerts: facts.unansweredAlerts + 1 }),
};

const FORGETTINGS: readonly Partial<AcuityFacts>[] = [
  { score: undefined },
  { onOxygen: undefined },
  { isAlert: undefined },
  { riskRatio: undefined },
  NOTHING_MEASURED,
];

describe("the class of a patient", () => {
  it.each([
    ["well, on a ward", {}, 1],
    ["well, in a step-down unit", { unitKind: "step-down" }, 2],
    ["well, in an emergency department", { unitKind: "emergency" }, 2],
    ["well, in intensive care", { unitKind: "intensive" }, 3],
    ["NEWS2 5", scored(5), 2],
    ["a single 3", scored(3, 7, true), 2],
    ["NEWS2 7", scored(7), 3],
    [
      "on oxygen, new, and with an alert",
      { onOxygen: true, hoursInBed: 1, unansweredAlerts: 1 },
      2,
    ],
    [
      "NEWS2 7 in intensive care, on oxygen and not alert",
      { ...scored(7), unitKind: "intensive", onOxygen: true, isAlert: false },
      4,
    ],
    ["nothing measured", NOTHING_MEASURED, undefined],
    [
      "nothing measured in intensive care",
      { ...NOTHING_MEASURED, unitKind: "intensive" },
      undefined,
    ],
    ["a low NEWS2 from five inputs", scored(1, 5), undefined],
    ["a high NEWS2 from three inputs", scored(7, 3), 3],
  ] as const)("%s", (_name, facts, expected) => {
    expect(classOf(facts)).toBe(expected);
  });

  it("names every rule that holds, in the order of the rules", () => {
    const facts = { ...WELL, ...scored(7), onOxygen: true };
    expect(acuityOf(facts, ACUITY_RULES).reasons).toEqual([
      "news2-emergency",
      "news2-urgent",
      "on-oxygen",
    ]);
  });

  it("says when something that is not known could make it higher", () => {
    const partial = acuityOf({ ...WELL, unitKind: "step-down", ...scored(4, 5) }, ACUITY_RULES);
    expect(partial).toMatchObject({ acuityClass: 2, isAtLeast: true });
    expect(acuityOf({ ...WELL, unitKind: "step-down" }, ACUITY_RULES).isAtLeast).toBe(false);
  });

  it("knows that a missing input adds three points at most", () => {
    expect(acuityOf({ ...WELL, unitKind: "step-down", ...scored(0, 6) }, ACUITY_RULES)).toEqual({
      acuityClass: 2,
      isAtLeast: false,
      reasons: ["unit-step-down"],
    });
  });

  it.each(Object.entries(WORSENINGS))("is never lighter with %s", (_name, worsen) => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(weight(worsen(facts))).toBeGreaterThanOrEqual(weight(facts));
      }),
      { numRuns: 500 },
    );
  });

  it("is never the lowest when a fact is forgotten, and says so when it may be lighter than it was", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...FORGETTINGS), (facts, forgetting) => {
        const before = acuityOf(facts, ACUITY_RULES);
        const after = acuityOf({ ...facts, ...forgetting }, ACUITY_RULES);
        if (before.acuityClass !== 1) expect(after.acuityClass).not.toBe(1);
        const isLighter = (after.acuityClass ?? 0) < (before.acuityClass ?? 0);
        if (isLighter) expect(after.acuityClass === undefined || after.isAtLeast).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the class that a kind of unit asks for by itself", () => {
  it.each([
    ["ward", 1],
    ["step-down", 2],
    ["emergency", 2],
    ["intensive", 3],
  ] as const)("%s: %i", (unitKind, expected) => {
    expect(leastClassIn(unitKind, ACUITY_RULES)).toBe(expected);
  });
});

describe("rules", () => {
  const rule = { id: "one", name: "One", when: { fact: "on-oxygen" }, points: 1 };
  const pointsFor = { 2: 1, 3: 2, 4: 3 };

  it("are data: a hospital's own are followed", () => {
    const own = AcuityRules.parse({ pointsFor, rules: [{ ...rule, points: 3 }] });
    expect(classOf({ onOxygen: true }, own)).toBe(4);
    expect(classOf({ onOxygen: false }, own)).toBe(1);
  });

  it.each([
    ["that give nothing", { pointsFor, rules: [{ ...rule, points: 0 }] }],
    ["of one name", { pointsFor, rules: [rule, rule] }],
    ["whose classes are out of order", { pointsFor: { 2: 3, 3: 2, 4: 4 }, rules: [rule] }],
    [
      "that ask for an unknown fact",
      { pointsFor, rules: [{ ...rule, when: { fact: "shoe-size" } }] },
    ],
    ["of which there are none", { pointsFor, rules: [] }],
  ])("%s are refused", (_name, rules) => {
    expect(AcuityRules.safeParse(rules).success).toBe(false);
  });
});
