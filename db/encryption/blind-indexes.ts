import type { FieldCipher } from "./field-cipher";

// Equal numbers must have equal indexes, so each is written one way before: without the space around
// it. Nothing else is made equal, neither case nor leading zeros, for they may tell patients apart.

/** Of PV1-19. */
export const visitNumberIndex = (cipher: FieldCipher, visitNumber: string): Buffer =>
  cipher.blindIndex("encounters.visit_number", visitNumber.trim());

/** Of "number^authority", or of a number that came without one. */
export const medicalRecordIndex = (cipher: FieldCipher, medicalRecord: string): Buffer =>
  cipher.blindIndex("patients.medical_record", medicalRecord.trim());

/** Of the number alone, whatever its authority. */
export const medicalNumberIndex = (cipher: FieldCipher, medicalRecord: string): Buffer =>
  cipher.blindIndex("patients.medical_number", medicalRecord.trim().split("^", 1)[0] ?? "");
