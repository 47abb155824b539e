import { describe, expect, it } from "vitest";
import { describeDone, describeFailure } from "./bed-command-words";
import { bedId } from "./testing/a-bed";

describe("what is said of a command", () => {
  const nameOf = () => "MICU 04";

  it("is what the server says of a conflict", () => {
    const says = "Bed MICU-04 is occupied: Noor was first. Choose another bed.";
    const reason = "occupied" as const;
    const conflict = { reason, says, bedId: bedId(1), by: "Noor", at: 0, beds: [] };
    expect(describeFailure({ code: "conflict", conflict })).toBe(says);
  });

  it("never takes silence for done", () => {
    expect(describeFailure({ code: "unavailable" })).toContain("may or may not");
  });

  it("is what was done, by bed", () => {
    const seen = { bedId: bedId(1), version: 1 };
    expect(describeDone({ type: "start-cleaning", bed: seen }, nameOf)).toBe(
      "MICU 04 is being cleaned.",
    );
  });
});
