import type { Sex } from "#models/encounters/demographics";
import { CONSCIOUSNESS_LEVELS } from "#models/vitals/vital-sign";
import { hl7Timestamp } from "./hl7-timestamp";
import { observationCode, type ObservationKind } from "./observation-codes";

/** A bed as PV1-3 names it. */
export interface BedLocation {
  unitCode: string;
  bedLabel: string;
  siteCode: string;
}

export interface PatientIdentity {
  medicalRecord: string; // PID-3.1
  authority: string; // PID-3.4
  visitNumber: string; // PV1-19
  family: string;
  given: string;
  bornOn: string | undefined; // YYYY-MM-DD
  sex: Sex;
}

export interface MessageHeader {
  /** MSH-3 and MSH-4: with MSH-10 they make a message one and the same when it is sent again. */
  sendingApplication: string;
  sendingFacility: string;
  controlId: string;
  /** MSH-7, epoch milliseconds on the feed's clock. */
  sentAt: number;
}

export type AdmissionEvent = "A01" | "A02" | "A03" | "A08";

export interface OutgoingMessage {
  controlId: string;
  content: string;
}

const CR = "\r";
const SEX_CODES: Record<Sex, string> = { female: "F", male: "M", other: "O", unknown: "U" };

/** The ADT^A01 (admit), A02 (transfer), A03 (discharge) or A08 (update) of one encounter. */
export function admissionMessage(
  event: AdmissionEvent,
  header: MessageHeader,
  patient: PatientIdentity,
  place: { bed: BedLocation; priorBed?: BedLocation; admittedAt: number; dischargedAt?: number },
): OutgoingMessage {
  const sentAt = hl7Timestamp(header.sentAt);
  // A08 is carried by the structure of A01; A02 and A03 have their own.
  const structure = event === "A02" || event === "A03" ? `ADT_${event}` : "ADT_A01";
  const content = [
    messageHeader(header, `ADT^${event}^${structure}`),
    `EVN|${event}|${sentAt}`,
    patientSegment(patient),
    admissionSegment(patient, place),
  ].join(CR);
  return { controlId: header.controlId, content: content + CR };
}

export interface SentObservation {
  kind: ObservationKind;
  /** In the kind's UCUM unit; of consciousness the position in `CONSCIOUSNESS_LEVELS`. */
  value: number;
}

/**
 * One ORU^R01 in the shape of IHE PCD-01: values taken together at one instant by one device.
 *
 * @param deviceEui64 16 hexadecimal digits, OBX-18.
 */
export function observationMessage(
  header: MessageHeader,
  patient: PatientIdentity,
  bed: BedLocation,
  observed: { at: number; deviceEui64: string; values: readonly SentObservation[] },
): OutgoingMessage {
  const at = hl7Timestamp(observed.at);
  const tail = `|||||R|||${at}||||^^${observed.deviceEui64}^EUI-64${CR}`;
  let content =
    messageHeader(header, "ORU^R01^ORU_R01") +
    CR +
    patientSegment(patient) +
    CR +
    visitSegment(patient, bed) +
    CR +
    `OBR|1|${header.controlId}|${header.controlId}|182777000^monitoring of patient^SCT|||${at}${CR}`;
  let set = 0;
  for (const { kind, value } of observed.values) {
    const code = observationCode(kind);
    set += 1;
    content +=
      kind === "consciousness"
        ? `OBX|${set}|ST|${code.identifier}|1.0.0.${set}|${CONSCIOUSNESS_LEVELS[value] ?? ""}|${tail}`
        : `OBX|${set}|NM|${code.identifier}|1.0.0.${set}|${value}|${code.unit}${tail}`;
  }
  return { controlId: header.controlId, content };
}

const messageHeader = (header: MessageHeader, type: string) =>
  `MSH|^~\\&|${header.sendingApplication}|${header.sendingFacility}|WARDCAST|WARDCAST` +
  `|${hl7Timestamp(header.sentAt)}||${type}|${header.controlId}|P|2.6|||||||||IHE_PCD_001^IHE PCD`;

const patientSegment = (patient: PatientIdentity) =>
  `PID|||${patient.medicalRecord}^^^${patient.authority}^MR||${patient.family}^${patient.given}` +
  `||${patient.bornOn?.replaceAll("-", "") ?? ""}|${SEX_CODES[patient.sex]}`;

const location = (bed: BedLocation) => `${bed.unitCode}^^${bed.bedLabel}^${bed.siteCode}`;

const visitSegment = (patient: PatientIdentity, bed: BedLocation) =>
  `PV1|1|I|${location(bed)}||||||||||||||||${patient.visitNumber}`;

/** PV1 to field 44 (admitted at) or 45 (discharged at). */
function admissionSegment(
  patient: PatientIdentity,
  place: { bed: BedLocation; priorBed?: BedLocation; admittedAt: number; dischargedAt?: number },
): string {
  const fields = Array.from({ length: 46 }, () => "");
  fields[0] = "PV1";
  fields[1] = "1";
  fields[2] = "I";
  fields[3] = location(place.bed);
  fields[6] = place.priorBed ? location(place.priorBed) : "";
  fields[19] = patient.visitNumber;
  fields[44] = hl7Timestamp(place.admittedAt);
  fields[45] = place.dischargedAt === undefined ? "" : hl7Timestamp(place.dischargedAt);
  return fields.join("|");
}
