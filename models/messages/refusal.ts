/**
 * Why a whole message is refused. `error`: its content must be corrected before it is sent again
 * (AE, CE). `reject`: this door does not take such messages at all (AR, CR). `table0357` is the code
 * of HL7 table 0357 that the ERR segment carries.
 */
export const REFUSALS = {
  "not-hl7": { answer: "reject", table0357: "100", text: "The message has no MSH segment" },
  "too-large": { answer: "reject", table0357: "207", text: "The message is too large" },
  "unsupported-type": { answer: "reject", table0357: "200", text: "Unsupported message type" },
  "unsupported-event": { answer: "reject", table0357: "201", text: "Unsupported event code" },
  "unsupported-processing-id": {
    answer: "reject",
    table0357: "202",
    text: "Unsupported processing id",
  },
  "unsupported-version": { answer: "reject", table0357: "203", text: "Unsupported version id" },
  "missing-segment": { answer: "error", table0357: "100", text: "A required segment is missing" },
  "missing-field": { answer: "error", table0357: "101", text: "A required field is missing" },
  "malformed-field": { answer: "error", table0357: "102", text: "Data type error" },
  "in-the-future": { answer: "error", table0357: "102", text: "The time has not come yet" },
  "unknown-patient": { answer: "error", table0357: "204", text: "Unknown patient" },
  "unknown-visit": { answer: "error", table0357: "204", text: "Unknown visit" },
  "unknown-bed": { answer: "error", table0357: "204", text: "Unknown bed" },
  "contradicting-identifiers": {
    answer: "error",
    table0357: "204",
    text: "The identifiers name different patients",
  },
  "bed-occupied": { answer: "error", table0357: "205", text: "The bed is occupied" },
  "already-admitted": {
    answer: "error",
    table0357: "205",
    text: "The patient has another active visit",
  },
  "out-of-sequence": {
    answer: "error",
    table0357: "207",
    text: "The event does not fit the state of the visit",
  },
  "not-readable": {
    answer: "error",
    table0357: "207",
    text: "The message that was kept cannot be opened",
  },
  "not-storable": { answer: "error", table0357: "207", text: "The content could not be stored" },
} as const satisfies Record<
  string,
  { answer: "error" | "reject"; table0357: string; text: string }
>;

export type RefusalCode = keyof typeof REFUSALS;

/** Where the fault lies, as ERR-2 names it: "PID", 3 is PID-3. */
export interface Refusal {
  code: RefusalCode;
  segment?: string;
  field?: number;
}

export const refusal = (code: RefusalCode, segment?: string, field?: number): Refusal => ({
  code,
  ...(segment === undefined ? {} : { segment }),
  ...(field === undefined ? {} : { field }),
});
