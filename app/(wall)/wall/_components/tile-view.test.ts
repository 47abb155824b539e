import { describe, expect, it } from "vitest";
import type { OccupiedWallBed } from "#models/realtime/wall";
import { viewTile } from "./tile-view";

const NOW = 10_000_000;
const bed: OccupiedWallBed = {
  state: "occupied",
  label: "07",
  score: { score: 7, hasRedScore: true, inputsPresent: 7 },
  risk: { level: 1.64, isDoubtful: false },
  alert: { priority: "high", phase: "raised", askedAt: NOW - 4 * 60_000, isEscalated: false },
  signal: "live",
  lastHeardAt: null,
  isPartlyUnseen: false,
};
const view = (change: Partial<OccupiedWallBed> = {}) => viewTile({ ...bed, ...change }, NOW);

it("says score, band, risk and how long the alert waits, for the eye and for the ear", () => {
  expect(view()).toMatchObject({
    score: "7",
    band: "high",
    words: "High · 1.6×",
    isAboveAlertLevel: true,
    alert: { mark: "***", text: "High 4 min", isUnanswered: true },
    spoken:
      "Bed 07. NEWS2 7, High. risk 1.6× the alert level. High 4 min priority alert, unanswered",
  });
});

describe("what is not known", () => {
  it("is a dash and words, never a zero", () => {
    expect(view({ score: null, risk: null, alert: null })).toMatchObject({
      score: "–",
      band: "unknown",
      words: "Not scored",
      isAboveAlertLevel: false,
      alert: undefined,
      spoken: "Bed 07. NEWS2 unknown, Not scored. risk not predicted",
    });
  });

  it("is a low score from too few inputs: it does not reassure", () => {
    expect(view({ score: { score: 1, hasRedScore: false, inputsPresent: 4 } }).band).toBe(
      "incomplete",
    );
  });

  it("has a question mark where the risk is doubtful", () => {
    expect(view({ risk: { level: 0.3, isDoubtful: true } }).words).toBe("High · 0.3×?");
  });

  it("is a bed whose signal has stopped, or that never had one", () => {
    expect(view({ signal: "stale", lastHeardAt: NOW - 180_000 })).toMatchObject({
      words: "No signal 3 min",
      isStale: true,
    });
    expect(view({ signal: "never" }).words).toBe("No signal");
  });

  it("is a bed with a sensor off: it says so, and a low score no longer reassures", () => {
    const low = { score: { score: 1, hasRedScore: false, inputsPresent: 7 } };
    const risk = { level: 0.3, isDoubtful: false };
    expect(view({ ...low, risk, alert: null, isPartlyUnseen: true })).toMatchObject({
      band: "incomplete",
      words: "Sensor off",
      isPartlyUnseen: true,
      spoken: "Bed 07. NEWS2 1, Incomplete. risk 0.3× the alert level. a sensor is off",
    });
    expect(view({ isPartlyUnseen: true })).toMatchObject({
      band: "high",
      words: "Sensor off · High · 1.6×",
    });
  });
});

describe("an alert", () => {
  it.each([
    ["acknowledged", "High, seen"],
    ["in-hand", "High, in hand"],
    ["snoozed", "High, snoozed"],
  ] as const)("that is %s no longer counts the minutes", (phase, text) => {
    const alert = bed.alert && { ...bed.alert, phase };
    expect(view({ alert }).alert).toMatchObject({ text, isUnanswered: false });
  });

  it("that went up the ladder shows it", () => {
    const alert = bed.alert && { ...bed.alert, isEscalated: true };
    expect(view({ alert }).alert?.text).toBe("High 4 min ↑");
  });
});
