import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS_PER_MINUTE } from "../shared/time-range";
import type { AcuityClass } from "./acuity-class";
import { followAcuity, LOWER_AFTER_MS, type AcuityCourse } from "./acuity-course";
import type { AcuityFinding } from "./acuity-of";

const found = (acuityClass: AcuityClass | undefined): AcuityFinding => ({
  acuityClass,
  isAtLeast: false,
  reasons: [`class-${acuityClass}`],
});

/** The classes that counted after each finding, by minutes since the first. */
function follow(...findings: readonly (readonly [minute: number, AcuityClass | undefined])[]) {
  let course: AcuityCourse | undefined;
  return findings.map(([minute, acuityClass]) => {
    course = followAcuity(course, found(acuityClass), minute * MS_PER_MINUTE);
    return course.finding.acuityClass;
  });
}

describe("the class that counts", () => {
  it("rises at once", () => {
    expect(follow([0, 1], [1, 3], [2, 4])).toEqual([1, 3, 4]);
  });

  it("falls after an hour of lower findings, to the highest of them", () => {
    expect(follow([0, 4], [10, 2], [40, 3], [69, 2], [70, 2])).toEqual([4, 4, 4, 4, 3]);
  });

  it("goes on falling after an hour more", () => {
    expect(follow([0, 4], [10, 3], [70, 1], [129, 1], [130, 1])).toEqual([4, 4, 3, 3, 1]);
  });

  it("stays when the patient is as before within the hour", () => {
    expect(follow([0, 3], [10, 2], [50, 3], [60, 2], [110, 2], [120, 2])).toEqual([
      3, 3, 3, 3, 3, 2,
    ]);
  });

  it("takes not knowing for no recovery: the hour begins anew", () => {
    expect(follow([0, 3], [10, 2], [60, undefined], [70, 2], [129, 2], [130, 2])).toEqual([
      3, 3, 3, 3, 3, 2,
    ]);
  });

  it("is not known once nothing has confirmed it for six hours", () => {
    expect(follow([0, 3], [10, undefined], [200, 1], [210, undefined], [359, undefined])).toEqual([
      3, 3, 3, 3, 3,
    ]);
    expect(follow([0, 3], [10, undefined], [359, undefined], [360, undefined])).toEqual([
      3,
      3,
      3,
      undefined,
    ]);
    expect(follow([0, 3], [300, 3], [360, undefined], [361, 1])).toEqual([3, 3, 3, 3]);
  });

  it("gives up the lowest class as soon as it is not known any more", () => {
    expect(follow([0, 1], [1, undefined], [2, 1])).toEqual([1, undefined, 1]);
  });

  it("tells what the facts say while a higher class is held", () => {
    const course = followAcuity(followAcuity(undefined, found(3), 0), found(2), 1);
    expect(course).toMatchObject({ finding: found(3), latest: found(2), since: 0 });
  });

  it("keeps since when it is that class, whatever reasons come and go", () => {
    const other = { ...found(2), reasons: ["another"] };
    const course = followAcuity(followAcuity(undefined, found(2), 5), other, 9);
    expect(course).toMatchObject({ finding: other, since: 5, latest: other, lower: undefined });
  });
});

describe("however findings come", () => {
  const classes = fc.option(fc.constantFrom<AcuityClass[]>(1, 2, 3, 4), { nil: undefined });
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), classes), { minLength: 1 });

  it("a class is never below the last finding, and falls no sooner than an hour after it was last found", () => {
    fc.assert(
      fc.property(steps, (given) => {
        let course: AcuityCourse | undefined;
        let at = 0;
        const lastFoundAt = new Map<AcuityClass | undefined, number>();
        for (const [minutes, acuityClass] of given) {
          at += minutes * MS_PER_MINUTE;
          const before = course?.finding.acuityClass;
          lastFoundAt.set(acuityClass, at);
          course = followAcuity(course, found(acuityClass), at);
          const after = course.finding.acuityClass;
          if (acuityClass !== undefined)
            expect(after ?? Number.NaN).toBeGreaterThanOrEqual(acuityClass);
          if (before !== undefined && before > (after ?? before))
            expect(at - (lastFoundAt.get(before) ?? Number.NaN)).toBeGreaterThanOrEqual(
              LOWER_AFTER_MS,
            );
        }
      }),
    );
  });
});
