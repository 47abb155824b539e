import { describe, expect, it } from "vitest";
import { describeWho } from "./person-words";

describe("a person on the board", () => {
  const person = { age: 64, sex: "female" as const };

  it("has a name only where the viewer may know it and wants to see it", () => {
    expect(describeWho({ ...person, name: "Lovelace, Ada" }, false)).toBe("Lovelace, Ada, 64 F");
    expect(describeWho({ ...person, name: "Lovelace, Ada" }, true)).toBe("L. A., 64 F");
    expect(describeWho(person, false)).toBe("64 F");
  });

  it("is never blank", () => {
    expect(describeWho({ age: null, sex: "unknown" }, false)).toBe("Patient");
    expect(describeWho({ name: null, age: null, sex: "unknown" }, true)).toBe("Name unreadable");
  });
});
