import { describe, expect, it } from "vitest";
import type { BedOccupancy, HospitalBed } from "#db/placed-encounters";
import { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import { createBedDirectory } from "./bed-directory";

describe("createBedDirectory", () => {
  it("finds a patient by visit, by record number and by bed", () => {
    const directory = directoryWith(inBed("a", 1));
    const found = directory.findByVisit("visit-a");
    expect(found).toMatchObject({ encounterId: id("a"), bedId: bedId(1) });
    expect(directory.findByMedicalRecord("a^HOSPITAL")).toBe(found);
    expect(directory.findByMedicalRecord("a")).toBe(found);
    expect(directory.findByBed("ICU", "1")).toBe(found);
    expect(directory.hasBed("ICU", "9")).toBe(false);
  });

  it("finds nobody by a bare number that two authorities gave", () => {
    const other = { ...inBed("b", 2), medicalRecord: "a^ELSEWHERE" };
    expect(directoryWith(inBed("a", 1), other).findByMedicalRecord("a")).toBeUndefined();
  });

  it("lets two patients change places", () => {
    const directory = directoryWith(inBed("a", 1), inBed("b", 2));
    const placements = directory.place([id("a"), id("b")], [inBed("a", 2), inBed("b", 1)]);
    expect(placements.map(({ step }) => step)).toEqual(["moved", "moved"]);
    expect(directory.findByBed("ICU", "1")?.encounterId).toBe(id("b"));
    expect(directory.findByBed("ICU", "2")?.encounterId).toBe(id("a"));
  });

  it("lends the slot of one who left to the next", () => {
    const directory = directoryWith(inBed("a", 1), inBed("b", 2));
    const slot = directory.byEncounter(id("a"))?.slot;
    directory.place([id("a")], []);
    directory.place([id("c")], [inBed("c", 1)]);
    expect(directory.byEncounter(id("c"))?.slot).toBe(slot);
    expect(directory.findByVisit("visit-a")).toBeUndefined();
  });

  it("keeps a bed for who is in it when the one before leaves late", () => {
    const directory = directoryWith(inBed("a", 1));
    directory.place([id("b")], [inBed("b", 1)]);
    directory.place([id("a")], []);
    expect(directory.findByBed("ICU", "1")?.encounterId).toBe(id("b"));
  });
});

const uuid = (last: string) => `00000000-0000-4000-8000-00000000000${last}`;
const id = (name: string) => EncounterId.parse(uuid(name));
const bedId = (bed: number) => BedId.parse(uuid(String(bed)));
const unitId = UnitId.parse(uuid("0"));

const inBed = (name: string, bed: number): BedOccupancy => ({
  encounterId: id(name),
  patientId: PatientId.parse(uuid(name)),
  visitNumber: `visit-${name}`,
  medicalRecord: `${name}^HOSPITAL`,
  unitId,
  bedId: bedId(bed),
  name: `Made-up, ${name}`,
  birthOn: null,
  sex: "unknown",
  admittedAt: new Date(0),
  inBedSince: new Date(0),
  oxygenScale: 1,
});

function directoryWith(...occupancies: BedOccupancy[]) {
  const directory = createBedDirectory({ now: () => new Date(0), onBedChanged: () => {} });
  const beds = [1, 2].map((bed): HospitalBed => ({
    bedId: bedId(bed),
    label: String(bed),
    isInUse: true,
    unitId,
    unitCode: "ICU",
    unitName: "Intensive care",
    unitKind: "intensive",
  }));
  directory.setBeds(beds);
  directory.place([], occupancies);
  return directory;
}
