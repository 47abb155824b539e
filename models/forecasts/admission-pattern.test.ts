import { describe, expect, it } from "vitest";
import { localHours } from "../arrivals/local-hour";
import { poisson } from "../simulation/made-up-seasons";
import { randomStream } from "../simulation/random";
import { MS_PER_HOUR } from "../shared/time-range";
import { admissionPattern, levelVariation } from "./admission-pattern";

const CLOCK = localHours("Europe/London");
const from = new Date("2026-01-05T00:00:00Z"); // a Monday
const WEEKS = 8;

/** Admissions of each hour, as counted at its end. */
const counted = (meanOf: (hourOfDay: number, weekday: number) => number, weeks = WEEKS) =>
  Array.from({ length: weeks * 168 }, (_, index) => ({
    hour: new Date(from.getTime() + (index + 1) * MS_PER_HOUR),
    admissions: meanOf(index % 24, Math.floor(index / 24) % 7),
  }));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("admissionPattern", () => {
  it("takes what weekdays have beyond weekends for planned, and leaves the rest", () => {
    const surgical = counted((hour, weekday) =>
      hour === 3 || (hour === 9 && weekday < 5) ? (hour === 9 ? 4 : 1) : 0,
    );
    const pattern = admissionPattern(surgical, CLOCK);
    expect(pattern.electivePerWeekday).toEqual([4, 4, 4, 4, 4, 0, 0]);
    expect(sum(pattern.perHour)).toBeCloseTo(7, 10);
  });

  it("does not take a busy Monday for planned", () => {
    const department = counted((_, weekday) => (weekday === 0 ? 5 : 4));
    const pattern = admissionPattern(department, CLOCK);
    expect(sum(pattern.electivePerWeekday)).toBe(0);
    expect(sum(pattern.perHour)).toBeCloseTo(24 * (5 + 6 * 4), 8);
  });

  it("knows when in the day they come, on the hospital's clock", () => {
    const nightly = counted((hour) => (hour === 2 ? 6 : 0));
    const { perHour } = admissionPattern(nightly, localHours("Asia/Tokyo"));
    const clock = localHours("Asia/Tokyo")(new Date("2026-01-06T02:00:00Z"));
    expect(perHour.indexOf(Math.max(...perHour)) % 24).toBe(clock.hour);
  });

  it("finds that counts of a Poisson process are no more dispersed than they are", () => {
    const random = randomStream("dispersion");
    const chance = admissionPattern(
      counted(() => poisson(random, 1.5)),
      CLOCK,
    );
    expect(chance.dispersion).toBeLessThan(1.6);
    const bursting = randomStream("bursts");
    let level = 1;
    const bursts = counted((hour) => {
      if (hour === 0) level = poisson(bursting, 1) * 2;
      return poisson(bursting, level);
    });
    expect(admissionPattern(bursts, CLOCK).dispersion).toBeGreaterThan(3);
  });

  it("expects nobody where nobody was counted", () => {
    const pattern = admissionPattern([], CLOCK);
    expect(sum(pattern.perHour)).toBe(0);
    expect(pattern.dispersion).toBe(1);
  });
});

describe("levelVariation", () => {
  it("is more where weeks differ by more than chance", () => {
    let week = 0;
    const changing = counted((hour, weekday) => {
      if (hour === 0 && weekday === 0) week += 1;
      return week % 2 === 0 ? 6 : 9;
    });
    const steady = levelVariation([counted(() => 7)], CLOCK);
    expect(levelVariation([changing], CLOCK)).toBeGreaterThan(5 * steady);
  });

  it("admits that it does not know after two weeks", () => {
    const known = levelVariation([counted(() => 7)], CLOCK);
    expect(levelVariation([counted(() => 7, 2)], CLOCK)).toBeGreaterThan(known);
  });
});
