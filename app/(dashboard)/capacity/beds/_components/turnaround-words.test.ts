import { describe, expect, it } from "vitest";
import { timeFormat } from "@/_lib/format-time";
import { turnaroundWords } from "./turnaround-words";

const seeing = { now: Date.parse("2026-11-27T12:00:00Z"), time: timeFormat("Europe/London") };

describe("turn-around", () => {
  const day = { on: "2026-11-27", cleanings: 3, medianMinutes: 42, longestMinutes: 65 };

  it("tells of today, or of which day it was", () => {
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [day] }, seeing)).toBe(
      "Turn-around today: median 42 min, longest 1 h 5 min, 3 beds.",
    );
    const before = { ...day, on: "2026-11-25", cleanings: 1 };
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [before] }, seeing)).toBe(
      "Turn-around Wed 25 Nov: median 42 min, 1 bed.",
    );
  });

  it("says that none is known, and that none is waited for", () => {
    expect(turnaroundWords({ hasHousekeeping: true, turnaround: [] }, seeing)).toContain("no bed");
    expect(turnaroundWords({ hasHousekeeping: false, turnaround: [day] }, seeing)).toContain(
      "Housekeeping off",
    );
  });
});
