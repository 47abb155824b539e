import { describe, expect, it } from "vitest";
import { Skill } from "../rostering/roster-ids";
import { UnitId } from "../shared/ids";
import { appointmentDemand } from "./appointment-demand";

const THEATRE = UnitId.parse("6f0c1b7e-3f57-4c0c-9a3e-0d8f1f0b5a01");
const CLINIC = UnitId.parse("6f0c1b7e-3f57-4c0c-9a3e-0d8f1f0b5a02");
const SCRUB = Skill.parse("scrub");
const at = (clock: string): Date => new Date(`2026-03-02T${clock}:00Z`);
const slot = (from: string, to: string, more = {}) => ({
  ...{ unitId: THEATRE, nurses: 1, from: at(from), to: at(to) },
  ...more,
});
const SHIFT = { from: at("07:00"), to: at("19:00") };

describe("appointmentDemand", () => {
  it("asks for as many nurses as are busy at the same time", () => {
    const slots = [slot("08:00", "10:00"), slot("09:00", "11:00"), slot("10:30", "12:00")];
    expect(appointmentDemand(slots, SHIFT)).toEqual([{ unitId: THEATRE, nurses: 2 }]);
  });

  it("gives one nurse slots that follow each other", () => {
    const slots = [slot("08:00", "10:00"), slot("10:00", "12:00")];
    expect(appointmentDemand(slots, SHIFT)).toEqual([{ unitId: THEATRE, nurses: 1 }]);
  });

  it("counts what reaches into the shift, and nothing that only touches it", () => {
    const slots = [slot("06:00", "07:00"), slot("18:00", "20:00"), slot("19:00", "20:00")];
    expect(appointmentDemand(slots, SHIFT)).toEqual([{ unitId: THEATRE, nurses: 1 }]);
  });

  it("keeps units and skills apart, and weighs each slot", () => {
    const slots = [
      slot("08:00", "10:00", { nurses: 2, skill: SCRUB }),
      slot("08:00", "10:00", { nurses: 1 }),
      slot("09:00", "10:00", { unitId: CLINIC }),
    ];
    expect(appointmentDemand(slots, SHIFT)).toEqual([
      { unitId: THEATRE, skill: SCRUB, nurses: 2 },
      { unitId: THEATRE, nurses: 1 },
      { unitId: CLINIC, nurses: 1 },
    ]);
  });

  it("asks for nobody where nothing is booked", () => {
    expect(appointmentDemand([], SHIFT)).toEqual([]);
  });
});
