import { describe, expect, it } from "vitest";
import type { BedOnBoard, UnitOnBoard } from "#models/realtime/bed-board";
import { fitOf, isPlacementOver, placeBoarding, placeOccupant, type Placement } from "./placement";
import {
  aBed,
  aBoarder,
  anOccupant,
  aUnit,
  bedId,
  encounterId,
  occupiedBed,
  unitId,
} from "./testing/a-bed";
import type { Viewer } from "./viewer";

const EVERYWHERE: Viewer = { manages: "all", seesNames: false, exportsBeds: true };
const fit = (
  placement: Placement,
  bed: BedOnBoard,
  unit: UnitOnBoard = aUnit(1),
  viewer: Viewer = EVERYWHERE,
) => fitOf(placement, { bed, unit, viewer });
const boarding = placeBoarding(aBoarder(7));

describe("a bed for somebody who boards", () => {
  it("suits when it is free, of the right kind and offers what is needed", () => {
    expect(fit(boarding, aBed(1))).toEqual({ verdict: "suitable", why: [] });
  });

  it("is doubtful for what is missing, the kind of unit first", () => {
    const demanding = placeBoarding(
      aBoarder(7, { neededKind: "intensive", needs: ["ventilator", "isolation-airborne"] }),
    );
    expect(fit(demanding, aBed(1, { tags: ["isolation-airborne"] }))).toEqual({
      verdict: "doubtful",
      why: ["Intensive care asked for", "No negative pressure", "No ventilator"],
    });
  });

  it("can be kept while it is cleaned or about to be left", () => {
    const cleaned = aBed(1, { state: "cleaning", cleaning: { waitingSince: 0, startedAt: 0 } });
    expect(fit(boarding, cleaned)).toEqual({ verdict: "keepable", why: ["Being cleaned"] });
    const left = occupiedBed(1, { state: "discharge-pending" });
    expect(fit(boarding, left)).toEqual({ verdict: "keepable", why: ["Being left"] });
  });

  it.each([
    ["Occupied", occupiedBed(1)],
    ["Blocked", aBed(1, { state: "blocked", block: { reason: "other", until: null } })],
    [
      "Kept for another",
      aBed(1, {
        state: "reserved",
        reservation: { encounterId: encounterId(8), reason: null, until: 1, by: "Somebody" },
      }),
    ],
  ])("is impossible: %s", (why, bed) => {
    expect(fit(boarding, bed)).toEqual({ verdict: "impossible", why: [why] });
  });

  it("suits when it is kept for this very patient, and then no other does", () => {
    const kept = placeBoarding(aBoarder(7, { reservedBedId: bedId(1) }));
    const reservation = { encounterId: encounterId(7), reason: null, until: 1, by: "Somebody" };
    expect(fit(kept, aBed(1, { state: "reserved", reservation })).verdict).toBe("suitable");
    expect(fit(kept, aBed(2))).toEqual({ verdict: "impossible", why: ["Another bed is kept"] });
  });

  it("is no other emergency place, and none of a unit that the viewer does not manage", () => {
    expect(fit(boarding, aBed(1), aUnit(1, { kind: "emergency" })).verdict).toBe("impossible");
    const elsewhere: Viewer = { manages: [unitId(2)], seesNames: true, exportsBeds: false };
    expect(fit(boarding, aBed(1), aUnit(1), elsewhere)).toEqual({
      verdict: "impossible",
      why: ["Not your unit"],
    });
  });
});

describe("a patient in a bed", () => {
  const from = occupiedBed(1, { occupant: anOccupant(1, { needs: ["oxygen"] }) });
  const place = (type: "transfer" | "swap") => {
    const placement = placeOccupant(type, from, undefined);
    if (!placement) throw new Error("somebody lies there");
    return placement;
  };

  it("is nowhere to be placed from an empty bed", () => {
    expect(placeOccupant("transfer", aBed(1), undefined)).toBeUndefined();
  });

  it("is transferred to a free bed, and swapped with somebody in an occupied one", () => {
    const free = aBed(2, { tags: ["oxygen"] });
    const taken = occupiedBed(2, { tags: ["oxygen"] });
    expect(fit(place("transfer"), free).verdict).toBe("suitable");
    expect(fit(place("transfer"), taken).verdict).toBe("impossible");
    expect(fit(place("swap"), free)).toEqual({ verdict: "impossible", why: ["Nobody in it"] });
    expect(fit(place("swap"), taken).verdict).toBe("suitable");
  });

  it("does not move to where it lies", () => {
    expect(fit(place("swap"), from)).toEqual({ verdict: "impossible", why: ["Lies here"] });
  });
});

describe("the search for a bed", () => {
  it("is over when the patient no longer waits, or no longer lies there", () => {
    const beds = new Map([[bedId(1), occupiedBed(1)]]);
    expect(isPlacementOver(boarding, { beds, boarding: [aBoarder(7)] })).toBe(false);
    expect(isPlacementOver(boarding, { beds, boarding: [] })).toBe(true);
    const transfer = placeOccupant("transfer", occupiedBed(1), undefined);
    if (!transfer) throw new Error("somebody lies there");
    expect(isPlacementOver(transfer, { beds, boarding: [] })).toBe(false);
    expect(isPlacementOver(transfer, { beds: new Map([[bedId(1), aBed(1)]]), boarding: [] })).toBe(
      true,
    );
  });
});
