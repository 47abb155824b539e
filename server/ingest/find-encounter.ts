import type { ClaimedIdentity } from "#models/messages/identity";
import { type Refusal, refusal } from "#models/messages/refusal";
import { type Result, err, ok } from "#models/shared/result";
import type { EncounterDirectory, PlacedEncounter } from "./ports";

/**
 * The encounter that a message is about: by visit, else by record number, else by bed. Every
 * identifier that is known must name the same encounter; a value charted for the wrong patient is
 * worse than one held back. A bed alone counts when the message names nobody, for monitors often
 * know only where they stand; when it names a patient the bed must not be somebody else's.
 */
export function findEncounter(
  directory: EncounterDirectory,
  identity: ClaimedIdentity,
): Result<PlacedEncounter, Refusal> {
  const { visitNumber, medicalRecords, location } = identity;
  const byVisit = visitNumber === undefined ? undefined : directory.findByVisit(visitNumber);
  const byRecord = findByRecords(directory, medicalRecords);
  if (byRecord === "contradiction") return err(refusal("contradicting-identifiers", "PID", 3));
  if (byVisit && byRecord && byVisit !== byRecord)
    return err(refusal("contradicting-identifiers", "PID", 3));
  // A known visit with a record number that is not that patient's is a mix-up, not a spare key.
  if (byVisit && medicalRecords.length > 0 && !hasRecord(byVisit, medicalRecords))
    return err(refusal("contradicting-identifiers", "PID", 3));

  const byPerson = byVisit ?? byRecord;
  const byBed = location && findByLocation(directory, location);
  if (byPerson) {
    if (byBed && byBed !== byPerson) return err(refusal("contradicting-identifiers", "PV1", 3));
    // A visit number we do not know beside a record we do: an older or a newer stay of the patient.
    if (visitNumber !== undefined && !byVisit) return err(refusal("unknown-visit", "PV1", 19));
    return ok(byPerson);
  }
  if (visitNumber !== undefined || medicalRecords.length > 0)
    return err(refusal("unknown-patient", "PID", 3));
  if (byBed) return ok(byBed);
  if (!location) return err(refusal("missing-field", "PID", 3));

  return err(
    refusal(hasLocation(directory, location) ? "unknown-patient" : "unknown-bed", "PV1", 3),
  );
}

/** An authority that one side leaves out is no contradiction; two that differ are, and one nobody can open. */
function hasRecord({ medicalRecord }: PlacedEncounter, records: readonly string[]): boolean {
  if (medicalRecord === null) return false;
  const [number, authority] = medicalRecord.split("^");
  return records.some((record) => {
    const [claimed, claimedBy] = record.split("^");
    return claimed === number && (!authority || !claimedBy || authority === claimedBy);
  });
}

/** A second record number that we do not know, such as a social security number, contradicts nothing. */
function findByRecords(
  directory: EncounterDirectory,
  records: readonly string[],
): PlacedEncounter | "contradiction" | undefined {
  let found: PlacedEncounter | undefined;
  for (const record of records) {
    const encounter = directory.findByMedicalRecord(record);
    if (!encounter || encounter === found) continue;
    if (found) return "contradiction";
    found = encounter;
  }
  return found;
}

type Location = NonNullable<ClaimedIdentity["location"]>;

const findByLocation = (directory: EncounterDirectory, location: Location) =>
  directory.findByBed(location.unitCode, location.bed || location.room);

const hasLocation = (directory: EncounterDirectory, location: Location): boolean =>
  directory.hasBed(location.unitCode, location.bed || location.room);
