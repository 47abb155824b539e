import { REFUSALS, type RefusalCode } from "#models/messages/refusal";
import {
  findPatient,
  returnToBed,
  withdraw,
  type HospitalEvent,
  type SimulatedHospital,
} from "#models/simulation/simulated-hospital";
import type { SimulatedIdentity } from "#models/simulation/simulated-patient";
import { isAccepted } from "./acknowledgement";
import {
  admissionMessage,
  observationMessage,
  type AdmissionEvent,
  type MessageHeader,
  type OutgoingMessage,
  type PatientIdentity,
} from "./hl7-message";
import type { Answer, MllpClient } from "./mllp-client";

export interface SendingCounts {
  sent: number;
  acknowledged: number;
  refused: number;
  /** Observations not sent because the receiver was away and the queue was full. */
  dropped: number;
  bedsFoundTaken: number;
}

const AUTHORITY = "SIMULATOR";
/** About a quarter of an hour of a demo hospital, 30 MB. */
const LONGEST_QUEUE = 20_000;
const READMISSION_INTERVAL_MS = 60_000;

/** Tells a receiver what happens in a simulated hospital, and the hospital what the receiver refused. */
export class HospitalSender {
  readonly counts: SendingCounts = {
    sent: 0,
    acknowledged: 0,
    refused: 0,
    dropped: 0,
    bedsFoundTaken: 0,
  };
  readonly #client: MllpClient;
  readonly #hospital: SimulatedHospital;
  readonly #readmittedAt = new Map<string, number>();

  constructor(client: MllpClient, hospital: SimulatedHospital) {
    this.#client = client;
    this.#hospital = hospital;
  }

  send(event: HospitalEvent): void {
    if (event.type === "observed") return this.#sendObservations(event);
    this.#post(adtMessage(event), (answer) => this.#placed(event, answer));
  }

  #sendObservations(event: Extract<HospitalEvent, { type: "observed" }>): void {
    if (this.#client.outstanding > LONGEST_QUEUE) {
      this.counts.dropped += 1;
      return;
    }
    const patient = asPatient(event.identity);
    const deviceEui64 = deviceOf(event.bed.unitCode, event.bed.bedLabel);
    const observed = { at: event.at, deviceEui64 };
    const refused = (answer: Answer) => this.#observationRefused(event, answer);
    if (event.signs.length > 0) {
      const values = event.signs;
      const message = observationMessage(header(event, "R"), patient, event.bed, {
        ...observed,
        values,
      });
      this.#post(message, refused);
    }
    if (event.laboratory.length > 0) {
      const values = event.laboratory;
      const message = observationMessage(header(event, "L"), patient, event.bed, {
        ...observed,
        values,
      });
      this.#post(message, refused);
    }
  }

  #post(message: OutgoingMessage, onRefused: (answer: Answer) => void): void {
    this.counts.sent += 1;
    this.#client.post(message, (answer) => {
      if (isAccepted(answer)) {
        this.counts.acknowledged += 1;
      } else {
        this.counts.refused += 1;
        onRefused(answer);
      }
    });
  }

  #placed(event: Exclude<HospitalEvent, { type: "observed" }>, answer: Answer): void {
    // A discharge has ended the patient here; one that is refused was of nobody the receiver knows.
    if (event.type === "discharged") return;
    const isForeign = saysOf(answer, "bed-occupied");
    if (isForeign) this.counts.bedsFoundTaken += 1;
    if (event.type === "transferred" && this.#stays(event, answer)) return;
    withdraw(this.#hospital, event.identity.visitNumber, { isForeign });
    // Still in the old bed, for the receiver: sent home from there, since another is to have it.
    if (event.type === "transferred") {
      const { at, identity, priorBed, admittedAt } = event;
      this.send({ type: "discharged", at, identity, bed: priorBed, admittedAt });
    }
  }

  /**
   * A bed that is taken, or is none, leaves the patient where he was; one that the receiver does not
   * know is told to it again. Otherwise, and when the old bed is taken too, the patient cannot stay.
   */
  #stays(event: Extract<HospitalEvent, { type: "transferred" }>, answer: Answer): boolean {
    const { identity, bed, priorBed, at } = event;
    if (isOfUnknown(answer)) {
      this.#observationRefused(event, answer);
      return true;
    }
    if (!saysOf(answer, "bed-occupied") && !saysOf(answer, "unknown-bed")) return false;
    return returnToBed(this.#hospital, identity.visitNumber, { refused: bed, prior: priorBed, at });
  }

  /** The receiver does not know the patient: its data was lost or restored. It is told again. */
  #observationRefused(event: HospitalEvent, answer: Answer): void {
    const { visitNumber } = event.identity;
    const known = findPatient(this.#hospital, visitNumber);
    if (!isOfUnknown(answer) || !known) return;
    if (event.at - (this.#readmittedAt.get(visitNumber) ?? 0) < READMISSION_INTERVAL_MS) return;
    this.#readmittedAt.set(visitNumber, event.at);
    this.send({ type: "admitted", at: event.at, identity: event.identity, bed: known.bed });
  }
}

const saysOf = ({ detail }: Answer, code: RefusalCode): boolean =>
  detail.includes(REFUSALS[code].text);

const isOfUnknown = (answer: Answer): boolean =>
  saysOf(answer, "unknown-visit") || saysOf(answer, "unknown-patient");

const asPatient = (identity: SimulatedIdentity): PatientIdentity => ({
  ...identity,
  authority: AUTHORITY,
});

/**
 * The control id is made of the visit, the event and its time, so that an event told twice, even
 * after a restart, is the same message. 19 characters: MSH-10 holds 20 up to version 2.6.
 */
const header = (
  { identity, at, bed }: Pick<HospitalEvent, "identity" | "at" | "bed">,
  code: string,
): MessageHeader => ({
  sendingApplication: "WARDCAST-SIM",
  sendingFacility: bed.siteCode,
  controlId: `${identity.visitNumber.slice(1)}${code}${Math.floor(at).toString(36)}`,
  sentAt: at,
});

function adtMessage(event: Exclude<HospitalEvent, { type: "observed" }>): OutgoingMessage {
  const patient = asPatient(event.identity);
  const { at, bed } = event;
  const make = (
    type: AdmissionEvent,
    code: string,
    place: Parameters<typeof admissionMessage>[3],
  ) => admissionMessage(type, header(event, code), patient, place);
  switch (event.type) {
    case "admitted":
      return make("A01", "A", { bed, admittedAt: at });
    case "transferred":
      return make("A02", "T", { bed, priorBed: event.priorBed, admittedAt: event.admittedAt });
    case "discharged":
      return make("A03", "D", { bed, admittedAt: event.admittedAt, dischargedAt: at });
  }
}

const devices = new Map<string, string>();

/** An EUI-64 for the monitor of a bed: a locally administered prefix, then the bed's name. */
export function deviceOf(unitCode: string, bedLabel: string): string {
  const name = `${unitCode}/${bedLabel}`;
  const known = devices.get(name);
  if (known) return known;
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  const device = `02574152${(hash >>> 0).toString(16).toUpperCase().padStart(8, "0")}`;
  devices.set(name, device);
  return device;
}
