import { describe, expect, it } from "vitest";
import { describePlaced } from "./placed-person";
import { placeBoarding, placeOccupant } from "./placement";
import { aBoarder, anOccupant, bedId, occupiedBed } from "./testing/a-bed";

describe("whom a bed is looked for", () => {
  it("is who waits for one", () => {
    const boarder = aBoarder(7);

    expect(
      describePlaced({ beds: new Map(), boarding: [boarder] }, placeBoarding(boarder), false),
    ).toBe("50 M");
  });

  it("is who lay there when the search began, never who has come since", () => {
    const transfer = placeOccupant("transfer", occupiedBed(1), undefined);
    if (!transfer) throw new Error("somebody lies there");
    const somebodyElse = occupiedBed(1, {
      occupant: anOccupant(2, { person: { age: 30, sex: "male" } }),
    });

    const described = [occupiedBed(1), somebodyElse].map((bed) =>
      describePlaced({ beds: new Map([[bedId(1), bed]]), boarding: [] }, transfer, false),
    );

    expect(described).toEqual(["64 F", "The patient"]);
  });
});
