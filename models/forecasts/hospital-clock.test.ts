import { expect, it } from "vitest";
import { localHours } from "../arrivals/local-hour";
import { MS_PER_HOUR } from "../shared/time-range";
import { hospitalClock } from "./hospital-clock";

it("shows every hour as the clock on the wall, over both changes of a year", () => {
  const from = Date.UTC(2025, 2, 28, 5);
  for (const timeZone of ["Europe/London", "America/New_York", "Asia/Kolkata"]) {
    const [quick, slow] = [hospitalClock(timeZone), localHours(timeZone)];
    const hours = Array.from(
      { length: 24 * 230 },
      (_, index) => new Date(from + index * MS_PER_HOUR),
    );
    expect(hours.filter((at) => JSON.stringify(quick(at)) !== JSON.stringify(slow(at)))).toEqual(
      [],
    );
  }
});
