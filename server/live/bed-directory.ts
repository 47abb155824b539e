import { isDeepStrictEqual } from "node:util";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import type { BedOccupancy, HospitalBed } from "#db/placed-encounters";
import type { EncounterDirectory } from "../ingest/ports";
import {
  createLiveBed,
  createLiveEncounter,
  toOccupant,
  type LiveBed,
  type LiveEncounter,
} from "./live-bed";

/** What became of an encounter that the database was asked about again. */
export type Placement =
  | { step: "admitted"; encounter: LiveEncounter }
  | { step: "moved"; encounter: LiveEncounter; from: UnitId }
  | { step: "updated"; encounter: LiveEncounter }
  | { step: "left"; encounter: LiveEncounter };

/** Every bed and who is in it, in memory, with an index for each way a message may name a patient. */
export interface BedDirectory extends EncounterDirectory {
  bySlot(slot: number): LiveEncounter | undefined;
  byEncounter(encounterId: EncounterId): LiveEncounter | undefined;
  bed(bedId: BedId): LiveBed | undefined;
  bedsOf(unitId: UnitId): readonly LiveBed[] | undefined;
  /** In the hospital's order. */
  units(): Iterable<readonly [UnitId, readonly LiveBed[]]>;
  encounters(): Iterable<LiveEncounter>;
  /** Takes beds in or up to date; none is forgotten while somebody lies in it. */
  setBeds(beds: readonly HospitalBed[]): void;
  /** Makes the directory agree with what the database says of `encounterIds`. */
  place(encounterIds: readonly EncounterId[], occupancies: readonly BedOccupancy[]): Placement[];
}

export interface BedDirectoryOptions {
  now: () => Date;
  /** Somebody came, left, or is described differently. */
  onBedChanged: (bed: LiveBed) => void;
}

export function createBedDirectory({ now, onBedChanged }: BedDirectoryOptions): BedDirectory {
  const beds = new Map<BedId, LiveBed>();
  const bedsOfUnit = new Map<UnitId, LiveBed[]>();
  const bedsByCode = new Map<string, LiveBed>();
  const encounters = new Map<EncounterId, LiveEncounter>();
  const byVisit = new Map<string, LiveEncounter>();
  const byMedicalRecord = new Map<string, LiveEncounter>();
  const byMedicalNumber = new Map<string, Set<LiveEncounter>>();
  const slots: (LiveEncounter | undefined)[] = [];
  const freeSlots: number[] = [];

  function setBeds(found: readonly HospitalBed[]): void {
    for (const bed of found) {
      const known = beds.get(bed.bedId);
      beds.set(bed.bedId, known ? Object.assign(known, bed) : createLiveBed(bed));
    }
    bedsByCode.clear();
    bedsOfUnit.clear();
    for (const bed of beds.values()) {
      bedsByCode.set(bedCode(bed.unitCode, bed.label), bed);
      const ofUnit = bedsOfUnit.get(bed.unitId) ?? [];
      if (bed.isInUse || bed.encounter) ofUnit.push(bed);
      bedsOfUnit.set(bed.unitId, ofUnit);
    }
  }

  function vacate(encounter: LiveEncounter): void {
    const bed = beds.get(encounter.bedId);
    if (bed?.encounter !== encounter) return; // somebody else is in it already
    bed.encounter = undefined;
    bed.changes.occupant = true;
    onBedChanged(bed);
  }

  function occupy(encounter: LiveEncounter): void {
    const bed = beds.get(encounter.bedId);
    if (!bed) return;
    bed.encounter = encounter;
    bed.changes.occupant = true;
    onBedChanged(bed);
  }

  function forget(encounter: LiveEncounter): Placement {
    vacate(encounter);
    encounters.delete(encounter.encounterId);
    unindex(encounter);
    slots[encounter.slot] = undefined;
    freeSlots.push(encounter.slot);
    return { step: "left", encounter };
  }

  function index(encounter: LiveEncounter): void {
    encounters.set(encounter.encounterId, encounter);
    const { visitNumber, medicalRecord } = encounter;
    if (visitNumber !== null) byVisit.set(visitNumber, encounter);
    if (medicalRecord !== null) {
      byMedicalRecord.set(medicalRecord, encounter);
      const number = numberOf(medicalRecord);
      byMedicalNumber.set(number, (byMedicalNumber.get(number) ?? new Set()).add(encounter));
    }
    slots[encounter.slot] = encounter;
  }

  function unindex(encounter: LiveEncounter): void {
    const { visitNumber, medicalRecord } = encounter;
    if (visitNumber !== null) removeIfSame(byVisit, visitNumber, encounter);
    if (medicalRecord === null) return;
    removeIfSame(byMedicalRecord, medicalRecord, encounter);
    const number = numberOf(medicalRecord);
    const sharing = byMedicalNumber.get(number);
    sharing?.delete(encounter);
    if (sharing?.size === 0) byMedicalNumber.delete(number);
  }

  /** Two hospitals may use the same number: then the bare number names nobody. */
  function findByNumber(number: string): LiveEncounter | undefined {
    const sharing = byMedicalNumber.get(number);
    return sharing?.size === 1 ? sharing.values().next().value : undefined;
  }

  function admit(occupancy: BedOccupancy): Placement {
    const encounter = createLiveEncounter(freeSlots.pop() ?? slots.length, occupancy, now());
    index(encounter);
    occupy(encounter);
    return { step: "admitted", encounter };
  }

  function update(encounter: LiveEncounter, occupancy: BedOccupancy): Placement {
    const from = encounter.unitId;
    const hasMoved = encounter.bedId !== occupancy.bedId;
    unindex(encounter);
    const { patientId, visitNumber, medicalRecord, unitId, bedId } = occupancy;
    Object.assign(encounter, { patientId, visitNumber, medicalRecord, unitId, bedId });
    encounter.inBedSince = occupancy.inBedSince.getTime();
    const occupant = toOccupant(occupancy, now());
    // Read again to be sure, as after an outage, mostly nothing has changed: then there is no news.
    const isNews = hasMoved || !isDeepStrictEqual(occupant, encounter.occupant);
    encounter.occupant = occupant;
    index(encounter);
    if (isNews) occupy(encounter);
    return hasMoved ? { step: "moved", encounter, from } : { step: "updated", encounter };
  }

  return {
    findByVisit: (visitNumber) => byVisit.get(visitNumber),
    findByMedicalRecord: (medicalRecord) =>
      byMedicalRecord.get(medicalRecord) ?? findByNumber(medicalRecord),
    findByBed: (unitCode, label) => bedsByCode.get(bedCode(unitCode, label))?.encounter,
    hasBed: (unitCode, label) => bedsByCode.has(bedCode(unitCode, label)),
    bySlot: (slot) => slots[slot],
    byEncounter: (encounterId) => encounters.get(encounterId),
    bed: (bedId) => beds.get(bedId),
    bedsOf: (unitId) => bedsOfUnit.get(unitId),
    units: () => bedsOfUnit,
    encounters: () => encounters.values(),
    setBeds,
    place(encounterIds, occupancies) {
      const placed = new Map(occupancies.map((occupancy) => [occupancy.encounterId, occupancy]));
      const placements: Placement[] = [];
      // All who leave a bed first: two patients may have changed places.
      for (const encounterId of encounterIds) {
        const encounter = encounters.get(encounterId);
        const occupancy = placed.get(encounterId);
        if (!encounter) continue;
        if (!occupancy) placements.push(forget(encounter));
        else if (occupancy.bedId !== encounter.bedId) vacate(encounter);
      }
      for (const occupancy of placed.values()) {
        const encounter = encounters.get(occupancy.encounterId);
        placements.push(encounter ? update(encounter, occupancy) : admit(occupancy));
      }
      return placements;
    },
  };
}

/** The number of "number^authority". */
const numberOf = (medicalRecord: string): string => medicalRecord.split("^", 1)[0] ?? "";

const bedCode = (unitCode: string, label: string): string => `${unitCode}\n${label}`;

function removeIfSame<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.get(key) === value) map.delete(key);
}
