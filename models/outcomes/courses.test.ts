import { describe, expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { CreatinineCourse } from "./creatinine-course";
import { filtrationRate } from "./kidney-features";
import { UrineCourse } from "./urine-course";

describe("UrineCourse", () => {
  it("adds up what was passed in the last hours, the end included and the beginning not", () => {
    const urine = new UrineCourse(24);
    for (const hour of [1, 3, 3, 9]) urine.observe(hour * MS_PER_HOUR, 100);
    expect(urine.within(6, 9 * MS_PER_HOUR)).toBe(100);
    expect(urine.within(7, 9 * MS_PER_HOUR)).toBe(300);
    expect(urine.within(24, 9 * MS_PER_HOUR)).toBe(400);
  });

  it("does not call it none when nothing was charted", () => {
    const urine = new UrineCourse(24);
    expect(urine.within(6, 0)).toBeNaN();
    urine.observe(0, 0);
    expect(urine.within(6, 0)).toBe(0);
    expect(urine.within(6, 8 * MS_PER_HOUR)).toBeNaN();
  });

  it("forgets what is older than it keeps", () => {
    const urine = new UrineCourse(2);
    for (const hour of [0, 1, 2, 3]) urine.observe(hour * MS_PER_HOUR, 10);
    expect(urine.within(24, 3 * MS_PER_HOUR)).toBe(20);
  });
});

describe("CreatinineCourse", () => {
  it("knows the value now and the lowest of some hours", () => {
    const creatinine = new CreatinineCourse();
    for (const [hour, value] of [
      [0, 0.8],
      [60, 1],
      [100, 1.4],
    ] as const) {
      creatinine.observe(hour * MS_PER_HOUR, value);
    }
    const at = 100 * MS_PER_HOUR;
    expect(creatinine.now()).toBe(1.4);
    expect(creatinine.lowestWithin(48, at)).toBe(1);
    expect(creatinine.lowestWithin(168, at)).toBe(0.8);
  });

  it("is unknown before the first and when all is too long ago", () => {
    const creatinine = new CreatinineCourse();
    expect(creatinine.now()).toBeNaN();
    creatinine.observe(0, 1);
    expect(creatinine.lowestWithin(48, 49 * MS_PER_HOUR)).toBeNaN();
  });
});

// By the equation of CKD-EPI 2021, with a pocket calculator.
it.each([
  [0.9, false, 40, 111],
  [1.8, false, 70, 40],
  [0.7, true, 40, 112],
  [1.4, true, 60, 43],
])("estimates filtration from creatinine %d, female %s, age %d", (value, isFemale, age, rate) => {
  expect(filtrationRate(value, isFemale, age)).toBeCloseTo(rate, -0.5);
  expect(filtrationRate(value, isFemale, undefined)).toBeNaN();
});
