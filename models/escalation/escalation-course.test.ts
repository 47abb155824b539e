import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS_PER_MINUTE } from "../shared/time-range";
import { DEFAULT_ESCALATION_RULES } from "./default-rules";
import { EscalationCourse, followEscalation, NOTHING_KNOWN } from "./escalation-course";
import type { EscalationValues } from "./escalation-parameter";

const RULES = { ...DEFAULT_ESCALATION_RULES, fallAfterMinutes: 60, fallMargin: 1 };
const START = Date.parse("2026-03-01T08:00:00Z");

const CALM: EscalationValues = {
  ...NOTHING_KNOWN,
  "bed-occupancy": 82,
  "intensive-free-beds": 5,
  "boarding-patients": 0,
  "longest-boarding": 0,
  "emergency-arrivals": 100,
  "beds-short": -10,
  "closed-beds": 1,
  exceedance: 2,
};
/** Two parameters at level 2: four points of occupancy, none to spare. */
const PRESSED: EscalationValues = { ...CALM, "bed-occupancy": 96 };

/** Follows one set of values a minute. */
function follow(
  minutes: readonly EscalationValues[],
  before?: EscalationCourse,
  from = START,
): EscalationCourse[] {
  const courses: EscalationCourse[] = [];
  let course = before;
  for (const [minute, values] of minutes.entries()) {
    course = followEscalation(course, values, {
      rules: RULES,
      at: from + minute * MS_PER_MINUTE,
    }).course;
    courses.push(course);
  }
  return courses;
}
const times = (count: number, values: EscalationValues) =>
  Array.from({ length: count }, () => values);
const levelsOf = (courses: readonly EscalationCourse[]) => courses.map(({ level }) => level);

describe("the course of an escalation level", () => {
  it("rises at once", () => {
    expect(levelsOf(follow([CALM, PRESSED]))).toEqual([1, 2]);
    expect(follow([CALM, PRESSED])[1]?.since).toBe(START + MS_PER_MINUTE);
  });

  it("falls after the rules' time of being lower throughout", () => {
    const levels = levelsOf(follow([PRESSED, ...times(61, CALM)]));
    expect(levels.indexOf(1)).toBe(61);
  });

  it("begins its time of being lower anew whenever it is not", () => {
    const levels = levelsOf(follow([PRESSED, ...times(40, CALM), PRESSED, ...times(40, CALM)]));
    expect(new Set(levels)).toEqual(new Set([2]));
  });

  it("does not fall by the last point alone: the margin keeps it", () => {
    // Three points: under what level 2 takes, but not by the margin.
    const nearly = { ...CALM, "boarding-patients": 6, "closed-beds": 4 };
    expect(new Set(levelsOf(follow([PRESSED, ...times(120, nearly)])))).toEqual(new Set([2]));
  });

  it("falls to the highest level of the time in which it was lower", () => {
    const grave = { ...PRESSED, "boarding-patients": 10, "longest-boarding": 13, exceedance: 90 };
    const half = [...times(30, PRESSED), ...times(31, CALM)];
    const levels = levelsOf(follow([grave, ...half]));
    expect([levels[0], levels[60], levels[61]]).toEqual([3, 3, 2]);
  });

  it("is not ended by what is no longer known", () => {
    const unknown = { ...CALM, "bed-occupancy": undefined };
    expect(new Set(levelsOf(follow([PRESSED, ...times(300, unknown)])))).toEqual(new Set([2]));
    // Of what was never known it waits for nothing.
    const pressedOtherwise = { ...CALM, "longest-boarding": 8, "bed-occupancy": undefined };
    expect(levelsOf(follow([pressedOtherwise, ...times(61, unknown)])).at(-1)).toBe(1);
  });

  it("does not take a time in which nobody looked for one in which it was lower", () => {
    const [, last] = follow([PRESSED, CALM]);
    const later = follow([CALM], last, START + 120 * MS_PER_MINUTE);
    expect(levelsOf(later)).toEqual([2]);
  });

  it("says that it is the least while something unknown could make it higher", () => {
    const unknown = { ...PRESSED, "longest-boarding": undefined };
    const standing = followEscalation(undefined, unknown, { rules: RULES, at: START });
    expect(standing).toMatchObject({ isAtLeast: true, finding: { highest: 3 } });
  });

  it("is stored and read again as it was", () => {
    for (const course of follow([PRESSED, CALM]))
      expect(EscalationCourse.parse(JSON.parse(JSON.stringify(course)))).toEqual(course);
  });

  it("does not flap, whatever the values do", () => {
    const anyMinutes = fc.array(
      fc.record({
        occupancy: fc.integer({ min: 80, max: 102 }),
        boarding: fc.integer({ min: 0, max: 12 }),
      }),
      { minLength: 200, maxLength: 300 },
    );
    fc.assert(
      fc.property(anyMinutes, (minutes) => {
        const courses = follow(
          minutes.map(({ occupancy, boarding }) => ({
            ...CALM,
            "bed-occupancy": occupancy,
            "boarding-patients": boarding,
          })),
        );
        const falls = courses.flatMap((course, at) => {
          const before = courses[at - 1];
          return before && course.level < before.level ? [course.since - before.since] : [];
        });
        expect(Math.min(Infinity, ...falls)).toBeGreaterThanOrEqual(60 * MS_PER_MINUTE);
      }),
      { numRuns: 25 },
    );
  });
});
