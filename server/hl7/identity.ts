import type { ClaimedIdentity } from "#models/messages/identity";
import type { Hl7Message, Hl7Segment } from "./hl7-message";

const HL7_NULL = '""';
const present = (text: string): string => (text === HL7_NULL ? "" : text.trim());

/**
 * PID-3 with its authority as "number^authority"; the authority is the namespace id of component 4.
 * Those marked MR, medical record, come first: a social security number is a poor key.
 */
function readMedicalRecords(pid: Hl7Segment | undefined): string[] {
  if (!pid) return [];
  const records: string[] = [];
  for (let repetition = 1; repetition <= pid.repetitions(3); repetition += 1) {
    const number = present(pid.text(3, 1, repetition));
    const authority = present(pid.text(3, 4, repetition));
    if (number === "") continue;
    const record = authority === "" ? number : `${number}^${authority}`;
    if (pid.text(3, 5, repetition) === "MR") records.unshift(record);
    else records.push(record);
  }
  return records;
}

function readLocation(pv1: Hl7Segment | undefined): ClaimedIdentity["location"] {
  if (!pv1) return undefined;
  const location = {
    unitCode: present(pv1.text(3, 1)),
    room: present(pv1.text(3, 2)),
    bed: present(pv1.text(3, 3)),
  };
  return location.unitCode === "" ? undefined : location;
}

/** Whom a message is about, from PV1-19, PID-3 and PV1-3. */
export function readIdentity(message: Hl7Message): ClaimedIdentity {
  let pid: Hl7Segment | undefined;
  let pv1: Hl7Segment | undefined;
  for (const segment of message.segments) {
    if (segment.name === "PID") pid ??= segment;
    else if (segment.name === "PV1") pv1 ??= segment;
    if (pid && pv1) break;
  }
  return {
    visitNumber: present(pv1?.text(19) ?? "") || undefined,
    medicalRecords: readMedicalRecords(pid),
    location: readLocation(pv1),
  };
}
