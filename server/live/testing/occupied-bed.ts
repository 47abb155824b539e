import { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";
import { createLiveBed, createLiveEncounter, type LiveBed, type LiveEncounter } from "../live-bed";

const id = (last: number) => `7a0c2f6e-5a43-4a8e-9a55-0f6d8f6a1b0${last}`;

/** A bed of intensive care with a made-up patient in it, of whom nothing was measured: for tests only. */
export function occupiedBed({
  at,
  encounterId = EncounterId.parse(id(3)),
}: {
  /** When the patient was admitted to it. */
  at: Date;
  encounterId?: EncounterId;
}): { bed: LiveBed; encounter: LiveEncounter } {
  const unitId = UnitId.parse(id(1));
  const bedId = BedId.parse(id(2));
  const bed = createLiveBed({
    bedId,
    unitId,
    unitCode: "U1",
    unitName: "One",
    unitKind: "intensive",
    label: "01",
    isInUse: true,
  });
  const encounter = createLiveEncounter(
    1,
    {
      encounterId,
      patientId: PatientId.parse(id(4)),
      visitNumber: "V1",
      medicalRecord: "M1^H",
      unitId,
      bedId,
      name: "Doe, Ada",
      birthOn: null,
      sex: "female",
      admittedAt: at,
      inBedSince: at,
      oxygenScale: 1,
    },
    at,
  );
  bed.encounter = encounter;
  return { bed, encounter };
}
