import { describe, expect, it } from "vitest";
import { risksInWords } from "./outlook-words";

describe("what expected transfers go by", () => {
  it("is not called a risk before anybody has one", () => {
    expect(risksInWords({ patients: 156, withRisk: 0 })).toBe(
      "From usual rates: no patient had a risk yet",
    );
  });

  it("says of how many patients a risk was known", () => {
    expect(risksInWords({ patients: 156, withRisk: 130 })).toContain("130 of 156");
    expect(risksInWords({ patients: 156, withRisk: 156 })).not.toContain("usual");
  });
});
