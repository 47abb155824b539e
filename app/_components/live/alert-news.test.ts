import { describe, expect, it } from "vitest";
import { anAlert } from "../alerts/testing/an-alert";
import { describeNews } from "./alert-news";

const ofOneUnit = () => "";
const ofSeveral = () => "MICU";

describe("what is read aloud of alerts that ask", () => {
  it("is nothing when there are none", () => {
    expect(describeNews([], ofOneUnit)).toBe("");
  });

  it("names the unit where a bed alone would not tell which is meant", () => {
    expect(describeNews([anAlert(1)], ofOneUnit)).toBe(
      "New alert: High priority, bed 01, NEWS2 8.",
    );
    expect(describeNews([anAlert(1, { rung: 1 })], ofSeveral)).toBe(
      "New alert: High priority, MICU bed 01, NEWS2 8, escalated.",
    );
  });

  it("names three of a burst and counts the others", () => {
    const burst = [1, 2, 3, 4, 5].map((digit) => anAlert(digit));
    expect(describeNews(burst, ofOneUnit)).toMatch(/^New alerts: .*bed 03, NEWS2 8; and 2 more\.$/);
  });
});
