import { madeUpName } from "#models/simulation/patient-names";
import { randomStream, uniform } from "#models/simulation/random";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { VITAL_SIGNS } from "#models/vitals/vital-sign";
import { MEASURED_COLUMNS } from "../physionet/columns";
import {
  readPatients,
  type Hospital,
  type IcuHour,
  type IcuPatient,
} from "../physionet/read-patients";
import { deviceOf } from "./hospital-sender";
import {
  admissionMessage,
  observationMessage,
  type BedLocation,
  type MessageHeader,
  type OutgoingMessage,
  type PatientIdentity,
  type SentObservation,
} from "./hl7-message";

const PATIENTS_PER_HOSPITAL = 16_000;

/**
 * Chooses stays by seed, as many of each hospital. Each patient is taken or left by a number drawn
 * from the seed and the patient alone, so that about a third of a file has to be read.
 */
export async function chooseStays(
  dir: string,
  choice: { patients: number; seed: string; hospitals: readonly Hospital[] },
  onProgress: (chosen: number) => void,
): Promise<IcuPatient[]> {
  const chosen: IcuPatient[] = [];
  for (const [index, hospital] of choice.hospitals.entries()) {
    const hospitalsLeft = choice.hospitals.length - index;
    const wanted = Math.ceil((choice.patients - chosen.length) / hospitalsLeft);
    const share = (3 * wanted) / PATIENTS_PER_HOSPITAL;
    let taken = 0;
    for await (const patient of readPatients(dir, { hospitals: [hospital] })) {
      if (taken === wanted) break;
      if (uniform(randomStream(choice.seed, patient.patientId)) >= share) continue;
      chosen.push(patient);
      taken += 1;
      onProgress(chosen.length);
    }
  }
  // Both hospitals mixed, so that the first patients are of both.
  const rank = ({ patientId }: IcuPatient) =>
    uniform(randomStream(choice.seed, "order", patientId));
  return chosen.toSorted((one, other) => rank(one) - rank(other));
}

/** How long stays of so many hours take in so many beds, milliseconds, each with an hour between. */
export function replaySpan(stayHours: readonly number[], beds: number): number {
  const bedFreeAt = Array.from({ length: Math.max(1, beds) }, () => 0);
  for (const hours of stayHours) {
    const earliest = bedFreeAt.indexOf(Math.min(...bedFreeAt));
    bedFreeAt[earliest] = (bedFreeAt[earliest] ?? 0) + (hours + 1) * MS_PER_HOUR;
  }
  return Math.max(...bedFreeAt) + MS_PER_HOUR;
}

/** One recorded stay as the messages a bedside gateway would send of it. */
export class ReplayStay {
  readonly hours: readonly IcuHour[];
  readonly patientId: string;
  readonly #identity: PatientIdentity;
  readonly #number: string;
  readonly #minuteOffsetMs: number;

  /**
   * @param runTag makes visit and record numbers of this run its own.
   * @param bornBefore the instant at which the patient has the recorded age, epoch milliseconds.
   */
  constructor(patient: IcuPatient, runTag: string, bornBefore: number) {
    this.hours = patient.hours;
    this.patientId = patient.patientId;
    this.#number = numberOf(runTag, patient.patientId);
    // Not of the run's seed: a patient has the same made-up name in every replay.
    const random = randomStream("replay", patient.patientId);
    this.#minuteOffsetMs = Math.floor(uniform(random) * 60) * MS_PER_MINUTE;
    this.#identity = {
      ...madeUpName(random, patient.sex),
      ...identifiers(this.#number),
      bornOn: birthDate(patient.age, bornBefore, uniform(random)),
      sex: patient.sex,
    };
  }

  /** Within the hour, so that not all patients are measured at the same moment. */
  arrivesAt = (start: number): number => start + this.#minuteOffsetMs;

  hourAt = (admittedAt: number, hour: number): number =>
    admittedAt + MS_PER_MINUTE + hour * MS_PER_HOUR;

  dischargedAt = (admittedAt: number): number =>
    this.hourAt(admittedAt, this.hours.length - 1) + MS_PER_HOUR / 2;

  admission(bed: BedLocation, at: number): OutgoingMessage {
    // A bed that was refused is another message than the next bed that is tried.
    const header = this.#header(`A${bed.unitCode}${bed.bedLabel}`, at);
    return admissionMessage("A01", header, this.#identity, { bed, admittedAt: at });
  }

  discharge(bed: BedLocation, admittedAt: number, at: number): OutgoingMessage {
    const place = { bed, admittedAt, dischargedAt: at };
    return admissionMessage("A03", this.#header("D", at), this.#identity, place);
  }

  /** Signs, then laboratory values, of one recorded hour; none of what was not measured. */
  observations(bed: BedLocation, hour: number, at: number): OutgoingMessage[] {
    const { signs, laboratory } = valuesOf(this.hours[hour]);
    return [
      { code: "S", values: signs },
      { code: "L", values: laboratory },
    ]
      .filter(({ values }) => values.length > 0)
      .map(({ code, values }) =>
        observationMessage(this.#header(`${code}${hour.toString(36)}`, at), this.#identity, bed, {
          at,
          deviceEui64: deviceOf(bed.unitCode, bed.bedLabel),
          values,
        }),
      );
  }

  #header = (code: string, sentAt: number): MessageHeader => header(this.#number, code, sentAt);
}

const numberOf = (runTag: string, patientId: string) => `${runTag}${patientId.slice(1)}`;

const identifiers = (number: string) => ({
  medicalRecord: `R${number}`,
  authority: "REPLAY",
  visitNumber: `RV${number}`,
});

// No clock in the control id: the same hour sent again, even by a later run, is the same message.
const header = (number: string, code: string, sentAt: number): MessageHeader => ({
  sendingApplication: "WARDCAST-REPLAY",
  sendingFacility: "PHYSIONET",
  controlId: `${number}${code}`,
  sentAt,
});

/** The discharge of a patient whom an earlier run left in bed; what it does not know it leaves empty. */
export function abandonedStay(
  patientId: string,
  runTag: string,
  stay: { bed: BedLocation; admittedAt: number },
  at: number,
): OutgoingMessage {
  const number = numberOf(runTag, patientId);
  const patient: PatientIdentity = {
    ...identifiers(number),
    family: "",
    given: "",
    bornOn: undefined,
    sex: "unknown",
  };
  const place = { bed: stay.bed, admittedAt: stay.admittedAt, dischargedAt: at };
  return admissionMessage("A03", header(number, "D", at), patient, place);
}

function valuesOf(hour: IcuHour | undefined) {
  const signs: SentObservation[] = [];
  const laboratory: SentObservation[] = [];
  for (const [index, { kind }] of MEASURED_COLUMNS.entries()) {
    const value = hour?.values[index];
    if (value === undefined || Number.isNaN(value)) continue;
    (kind in VITAL_SIGNS ? signs : laboratory).push({ kind, value });
  }
  return { signs, laboratory };
}

/** PhysioNet gives an age; the day of birth within that year is made up. */
function birthDate(age: number | undefined, at: number, share: number): string | undefined {
  if (age === undefined) return undefined;
  const years = Math.floor(age) + share * 0.98;
  return new Date(at - years * 365.25 * MS_PER_DAY).toISOString().slice(0, 10);
}
