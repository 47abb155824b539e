import type { UnitSnapshot } from "../realtime/board";
import type { EncounterId } from "../shared/ids";

/** A unit as the streaming server has it in memory, with what paper needs to tell patients apart. */
export interface UnitCensus {
  code: string;
  name: string;
  snapshot: UnitSnapshot;
  /** "number^authority" of each patient in a bed; null when it cannot be opened. */
  medicalRecords: ReadonlyMap<EncounterId, string | null>;
}

export const patientsIn = ({ snapshot }: UnitCensus): number =>
  snapshot.beds.filter(({ occupant }) => occupant).length;
