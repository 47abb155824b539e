import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessEscalation } from "./assess-escalation";
import { DEFAULT_ESCALATION_RULES } from "./default-rules";
import { NOTHING_KNOWN } from "./escalation-course";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
  type EscalationValues,
} from "./escalation-parameter";
import { EscalationRules } from "./escalation-rules";

const RULES = DEFAULT_ESCALATION_RULES;

const CALM: EscalationValues = {
  "bed-occupancy": 82,
  "intensive-free-beds": 5,
  "boarding-patients": 0,
  "longest-boarding": 0,
  "emergency-arrivals": 100,
  "beds-short": -10,
  "closed-beds": 1,
  exceedance: 2,
};

const values = fc.record(
  Object.fromEntries(
    ESCALATION_PARAMETER_LIST.map((parameter) => {
      const { least, most } = ESCALATION_PARAMETERS[parameter];
      return [
        parameter,
        fc.option(fc.double({ min: least, max: most, noNaN: true }), { nil: undefined }),
      ];
    }),
  ),
);

describe("the escalation level", () => {
  it("is 1 when every parameter is known and as usual", () => {
    expect(assessEscalation(CALM, RULES)).toMatchObject({ level: 1, isAtLeast: false, points: 0 });
  });

  it("adds a parameter's weight for each level above 1 at which it stands", () => {
    const found = assessEscalation({ ...CALM, "bed-occupancy": 95, "closed-beds": 4 }, RULES);
    // Occupancy weighs double and stands at 3, beds out of use at 2.
    expect(found).toMatchObject({ level: 2, points: 5 });
    expect(found.parameters).toContainEqual({
      ...{ parameter: "bed-occupancy", isOn: true, value: 95, level: 3 },
      ...{ points: 4, mostPoints: 4 },
    });
  });

  it("takes a threshold as reached at its value, on the worse side of it", () => {
    const levelOf = (free: number) =>
      assessEscalation({ ...CALM, "intensive-free-beds": free }, RULES).parameters.find(
        ({ parameter }) => parameter === "intensive-free-beds",
      )?.level;
    expect([3, 2, 1, 0].map(levelOf)).toEqual([1, 2, 3, 4]);
  });

  it("is lifted by one parameter at its worst, however calm the others are", () => {
    expect(assessEscalation({ ...CALM, "longest-boarding": 12 }, RULES)).toMatchObject({
      level: 3,
      points: 6,
    });
  });

  it("does not count a parameter that is off, known or not", () => {
    const off = EscalationRules.parse({
      ...RULES,
      parameters: {
        ...RULES.parameters,
        "longest-boarding": { ...RULES.parameters["longest-boarding"], isOn: false },
      },
    });
    expect(assessEscalation({ ...CALM, "longest-boarding": 30 }, off).level).toBe(1);
    expect(assessEscalation({ ...CALM, "longest-boarding": undefined }, off).isAtLeast).toBe(false);
  });

  it("is said as the least it can be while something is not known", () => {
    expect(assessEscalation(NOTHING_KNOWN, RULES)).toMatchObject({
      ...{ level: 1, isAtLeast: true, highest: 4, points: 0 },
    });
    // One point more or less makes no other level: the least is the most.
    expect(assessEscalation({ ...CALM, "closed-beds": undefined }, RULES)).toMatchObject({
      level: 1,
      isAtLeast: false,
    });
  });

  it("is never lower, and never surer to be low, for what is not known", () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...ESCALATION_PARAMETER_LIST),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (given, parameter, value) => {
          const known = { ...NOTHING_KNOWN, ...given, [parameter]: value };
          const unknown = { ...known, [parameter]: undefined };
          const [sure, unsure] = [assessEscalation(known, RULES), assessEscalation(unknown, RULES)];
          expect(unsure.level).toBeLessThanOrEqual(sure.level);
          expect(unsure.highest).toBeGreaterThanOrEqual(sure.highest);
          expect(unsure.highest).toBeGreaterThanOrEqual(sure.level);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("does not fall when a parameter gets worse", () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...ESCALATION_PARAMETER_LIST),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (given, parameter, value, more) => {
          const sign = ESCALATION_PARAMETERS[parameter].worse === "higher" ? 1 : -1;
          const at = (of: number) =>
            assessEscalation({ ...NOTHING_KNOWN, ...given, [parameter]: of }, RULES);
          expect(at(value + sign * more).level).toBeGreaterThanOrEqual(at(value).level);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("escalation rules", () => {
  const refused = (change: object) => {
    const parsed = EscalationRules.safeParse({ ...RULES, ...change });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => [path.join("."), message]);
  };

  it("refuse a threshold that is milder than that of a lower level", () => {
    const rule = { ...RULES.parameters["intensive-free-beds"], thresholds: { 2: 2, 3: 3, 4: 0 } };
    expect(refused({ parameters: { ...RULES.parameters, "intensive-free-beds": rule } })).toEqual([
      ["parameters.intensive-free-beds.thresholds.3", "Not milder than level 2."],
    ]);
  });

  it("refuse a threshold that no hospital reaches", () => {
    const rule = { ...RULES.parameters.exceedance, thresholds: { 2: 20, 3: 50, 4: 120 } };
    expect(refused({ parameters: { ...RULES.parameters, exceedance: rule } })).toEqual([
      ["parameters.exceedance.thresholds.4", "From 0 % to 100 %."],
    ]);
  });

  it("refuse sums that do not rise, and rules by which nothing counts", () => {
    expect(refused({ pointsFor: { 2: 4, 3: 4, 4: 9 } })).toEqual([
      ["pointsFor.3", "A higher level takes more points."],
    ]);
    const off = Object.fromEntries(
      ESCALATION_PARAMETER_LIST.map((each) => [each, { ...RULES.parameters[each], isOn: false }]),
    );
    expect(refused({ parameters: off })).toEqual([
      ["parameters", "At least one parameter has to count."],
    ]);
  });

  it("refuse an action without an owner, and two of one id", () => {
    const action = { id: "meet", what: "Meet", owner: "Somebody" };
    expect(refused({ cards: { ...RULES.cards, 1: [{ ...action, owner: " " }] } })).toEqual([
      ["cards.1.0.owner", "Say who owns it."],
    ]);
    expect(refused({ cards: { ...RULES.cards, 1: [action, action] } })).toHaveLength(1);
  });
});
