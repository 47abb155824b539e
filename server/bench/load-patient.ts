import { loadTestHospital } from "#models/hospital/demo-hospital";
import { isAccepted } from "../senders/acknowledgement";
import { deviceOf } from "../senders/hospital-sender";
import {
  admissionMessage,
  observationMessage,
  type BedLocation,
  type OutgoingMessage,
  type PatientIdentity,
  type SentObservation,
} from "../senders/hl7-message";
import type { MllpClient } from "../senders/mllp-client";

export const SIGNS_PER_MESSAGE = 7;
const SENDER = { sendingApplication: "LOAD", sendingFacility: "LOAD" } as const;

/** One monitored bed of the load-test hospital, and what its monitor says. */
export class LoadPatient {
  readonly identity: PatientIdentity;
  readonly #device: string;
  #sequence = 0;
  /** Its monitor says that it is dying: NEWS2 12 and more. */
  isDeteriorating = false;

  constructor(
    readonly index: number,
    readonly bed: BedLocation,
  ) {
    const number = String(index).padStart(5, "0");
    this.identity = {
      medicalRecord: `LOAD${number}`,
      authority: "LOAD",
      visitNumber: `LV${number}`,
      family: "Load",
      given: `Patient${number}`,
      bornOn: "1950-01-01",
      sex: index % 2 === 0 ? "female" : "male",
    };
    this.#device = deviceOf(bed.unitCode, bed.bedLabel);
  }

  admission(at: number): OutgoingMessage {
    const header = { ...SENDER, controlId: `${this.identity.visitNumber}A01`, sentAt: at };
    return admissionMessage("A01", header, this.identity, { bed: this.bed, admittedAt: at });
  }

  observation(at: number): OutgoingMessage {
    this.#sequence += 1;
    const controlId = `${this.identity.visitNumber}R${this.#sequence}`;
    return observationMessage({ ...SENDER, controlId, sentAt: at }, this.identity, this.bed, {
      at,
      deviceEui64: this.#device,
      values: this.isDeteriorating ? DETERIORATED : signsAt(this.index, at),
    });
  }
}

const DETERIORATED: SentObservation[] = [
  { kind: "heartRate", value: 138 },
  { kind: "respiratoryRate", value: 31 },
  { kind: "oxygenSaturation", value: 86 },
  { kind: "temperature", value: 39.4 },
  { kind: "systolicPressure", value: 84 },
  { kind: "diastolicPressure", value: 46 },
  { kind: "meanPressure", value: 59 },
];

/** Seven signs that vary slowly, each bed at its own phase. Seconds apart they differ by a unit or none. */
function signsAt(index: number, at: number): SentObservation[] {
  const minutes = at / 60_000;
  const wave = (periodMinutes: number, phase: number) =>
    Math.sin((minutes / periodMinutes) * 2 * Math.PI + index * phase);
  const systolic = Math.round(122 + 9 * wave(7, 0.7) + 3 * wave(0.9, 1.3));
  const diastolic = Math.round(72 + 6 * wave(7, 0.7) + 2 * wave(1.1, 1.9));
  return [
    { kind: "heartRate", value: Math.round(80 + 9 * wave(5, 0.3) + 3 * wave(0.7, 2.1)) },
    { kind: "respiratoryRate", value: Math.round(16 + 2 * wave(6, 0.9) + wave(0.5, 1.1)) },
    { kind: "oxygenSaturation", value: Math.round(96.5 + wave(9, 1.7) + 0.5 * wave(0.8, 0.4)) },
    { kind: "temperature", value: Math.round((37 + 0.3 * wave(60, 0.2)) * 10) / 10 },
    { kind: "systolicPressure", value: systolic },
    { kind: "diastolicPressure", value: diastolic },
    { kind: "meanPressure", value: Math.round(diastolic + (systolic - diastolic) / 3) },
  ];
}

export const loadPatients = (beds: number): LoadPatient[] =>
  loadTestHospital(beds)
    .units.flatMap(({ code, siteCode, bedLabels }) =>
      bedLabels.map((bedLabel) => ({ unitCode: code, siteCode, bedLabel })),
    )
    .map((bed, index) => new LoadPatient(index, bed));

/** Admits all; throws when one is refused, for then the run would measure something else. */
export async function admitAll(
  patients: readonly LoadPatient[],
  client: MllpClient,
): Promise<void> {
  const at = Date.now();
  const answers = await Promise.all(patients.map((patient) => client.send(patient.admission(at))));
  const refused = answers.find((answer) => !isAccepted(answer));
  if (refused) throw new Error(`an admission was refused: ${refused.detail}`);
}
