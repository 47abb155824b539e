import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BedTag, BedTags, missingTags } from "./bed-tag";

const tags = fc.subarray([...BedTag.options]);

describe("what a bed lacks for a patient", () => {
  it("misses nothing when the bed offers all that is needed", () => {
    expect(missingTags(["oxygen", "monitor"], ["oxygen"])).toEqual([]);
  });

  it("says what is missing, in one order", () => {
    expect(missingTags(["oxygen"], ["ventilator", "monitor"])).toEqual(["monitor", "ventilator"]);
  });

  it("misses negative pressure for airborne isolation, asked for or not", () => {
    expect(missingTags(["isolation-airborne"], ["isolation-airborne"])).toEqual([
      "negative-pressure",
    ]);
  });

  it("is content with exactly the missing ones added", () => {
    fc.assert(
      fc.property(tags, tags, (offered, needs) => {
        expect(missingTags([...offered, ...missingTags(offered, needs)], needs)).toEqual([]);
      }),
    );
  });

  it("reads the same tags in any order, twice or once, as equal", () => {
    fc.assert(
      fc.property(tags, (given) => {
        expect(BedTags.parse([...given].reverse())).toEqual(BedTags.parse(given));
      }),
    );
    expect(BedTags.parse(["monitor", "monitor"])).toEqual(["monitor"]);
  });
});
