import { describe, expect, it } from "vitest";
import { assessEscalation } from "./assess-escalation";
import { DEFAULT_ESCALATION_RULES } from "./default-rules";
import { NOTHING_KNOWN } from "./escalation-course";
import { ESCALATION_LEVELS } from "./escalation-level";
import type { EscalationValues } from "./escalation-parameter";
import { meaningInWords, missingInWords } from "./level-certainty";
import { StoredFinding } from "./stored-finding";

/** As it is kept. */
function standOf(values: EscalationValues) {
  const finding = assessEscalation(values, DEFAULT_ESCALATION_RULES);
  const { level, isAtLeast } = finding;
  return { level, isAtLeast, finding: StoredFinding.parse(JSON.parse(JSON.stringify(finding))) };
}

const CALM: EscalationValues = {
  ...{ "bed-occupancy": 82, "intensive-free-beds": 5, "boarding-patients": 0 },
  ...{ "longest-boarding": 0, "emergency-arrivals": 100, "beds-short": -10 },
  ...{ "closed-beds": 1, exceedance: 2 },
};

describe("how well the level is known", () => {
  it("never says that demand is met while it may not be", () => {
    const calm = ESCALATION_LEVELS[1].meaning;
    expect(meaningInWords(standOf(CALM))).toBe(calm);
    const partly = standOf({ ...NOTHING_KNOWN, "closed-beds": 1, "bed-occupancy": 82 });
    expect(partly).toMatchObject({ level: 1, isAtLeast: true });
    expect(meaningInWords(partly)).not.toContain(calm);
    expect(meaningInWords(partly)).toContain("not known well enough");
  });

  it("says what a higher level means, and that it may be more", () => {
    const words = meaningInWords({ level: 3, isAtLeast: true });
    expect(words).toContain(ESCALATION_LEVELS[3].meaning);
    expect(words).toContain("may be a higher level");
  });

  it("names what is missing, of how many, and what it could be", () => {
    expect(missingInWords(standOf(CALM))).toBeUndefined();
    const partly = standOf({ ...NOTHING_KNOWN, "closed-beds": 1, "bed-occupancy": 82 });
    expect(missingInWords(partly)).toMatch(
      /^Not known: 6 of 8 parameters \(free intensive care beds; .*\)\. It could be any level from 1 to 4\.$/,
    );
    const one = standOf({ ...CALM, "closed-beds": undefined });
    expect(missingInWords(one)).toContain("1 of 8 parameters (beds out of use)");
  });

  it("says so when what is missing cannot make it worse", () => {
    const { finding } = standOf({ ...CALM, "closed-beds": undefined });
    expect(missingInWords({ level: 4, isAtLeast: false, finding })).toContain("no higher level");
  });
});
