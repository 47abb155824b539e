import type { BedId, EncounterId, PatientId, UnitId } from "#models/shared/ids";

/** An active encounter in a bed, as the ingest must know it to place a message. */
export interface PlacedEncounter {
  /** A small number lent to the encounter while it is in a bed; the scoring worker's index. */
  slot: number;
  encounterId: EncounterId;
  patientId: PatientId;
  /** Null, as the record number, when it cannot be opened: then it names nobody. */
  visitNumber: string | null;
  medicalRecord: string | null;
  unitId: UnitId;
  bedId: BedId;
}

/** Who is where, in memory, so that no message costs a query. */
export interface EncounterDirectory {
  findByVisit(visitNumber: string): PlacedEncounter | undefined;
  /** "number^authority"; or the bare number, when one patient alone in the hospital has it. */
  findByMedicalRecord(medicalRecord: string): PlacedEncounter | undefined;
  findByBed(unitCode: string, bedLabel: string): PlacedEncounter | undefined;
  /** Whether the hospital has such a bed, occupied or not. */
  hasBed(unitCode: string, bedLabel: string): boolean;
}

/** A message whose rows are committed. Times are epoch milliseconds. */
export interface RecordedMessage {
  encounter: PlacedEncounter;
  /** MSH-7: when the feed sent it, by the feed's clock. */
  sentAt: number;
  receivedAt: number;
  /** Ids of vital signs and of laboratory tests; `observedAt` by the feed's clock. */
  observations: readonly RecordedObservation[];
  /** Values that are no longer in the chart, if they ever were. */
  withdrawals?: readonly { kind: number; observedAt: number }[];
  /** What was refused of the message: codes and reasons. */
  rejections?: readonly { code: string; reason: string }[];
}

export interface RecordedObservation {
  kind: number;
  observedAt: number;
  value: number;
  /** Stands in the place of what was stored for the same instant; any other leaves that as it is. */
  correction?: boolean;
}

/** What happens after the commit: live state, scores, screens. Never called before it. */
export interface LiveFeed {
  recorded(messages: readonly RecordedMessage[]): void;
  /** Resolves once the directory knows: the next message on the same connection may rely on it. */
  encountersMoved(encounterIds: readonly EncounterId[]): Promise<void>;
}
