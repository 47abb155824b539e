export interface Patient {
  record: string;
  visit: string;
  unit: string;
  bed: string;
}

let last = 0;
/** Control ids of one run; a number is enough, for each test hospital is new. */
const nextControlId = (): string => `T${(last += 1)}`;

interface Header {
  controlId?: string;
  version?: string;
  /** MSH-15 and MSH-16. */
  conditions?: readonly [string, string];
  sentAt?: string;
  processingId?: string;
}

const msh = (type: string, header: Header): string =>
  `MSH|^~\\&|MONITOR|WARD|WARDCAST|HOSP|${header.sentAt ?? "20260301120000+0000"}||${type}` +
  `|${header.controlId ?? nextControlId()}|${header.processingId ?? "P"}|${header.version ?? "2.6"}` +
  (header.conditions ? `|||${header.conditions.join("|")}` : "");

const pv1 = ({ unit, bed, visit }: Patient): string =>
  `PV1|1|I|${unit}^^${bed}${"|".repeat(16)}${visit}`;

const pid = ({ record }: Patient): string => `PID|1||${record}^^^HOSP^MR||Example^Erin||19600229|F`;

/** An ADT message of a patient; `at` is EVN-2. */
export const adt = (
  event: string,
  patient: Patient,
  at = "20260301080000+0000",
  header: Header = {},
): string =>
  [msh(`ADT^${event}^ADT_${event}`, header), `EVN|${event}|${at}`, pid(patient), pv1(patient)]
    .map((segment) => `${segment}\r`)
    .join("");

/** An ORU^R01 with the given OBX segments, complete as they stand. */
export const oru = (patient: Patient, obx: readonly string[], header: Header = {}): string =>
  [
    msh("ORU^R01^ORU_R01", header),
    pid(patient),
    pv1(patient),
    "OBR|1|||monitoring|||20260301115900+0000",
    ...obx,
  ]
    .map((segment) => `${segment}\r`)
    .join("");

export const heartRate = (value: string, status = "F", at = "20260301115900+0000"): string =>
  `OBX|1|NM|8867-4^Heart rate^LN||${value}|/min|||||${status}|||${at}||||DEV1`;
