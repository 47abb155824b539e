import { REFUSALS, type Refusal } from "#models/messages/refusal";
import { escapeText } from "./escape-sequence";
import type { MessageHeader } from "./header";
import { formatTimestamp } from "./timestamp";

/** `undefined`: the message was taken. */
export type Verdict = Refusal | undefined;

type Code = "AA" | "AE" | "AR" | "CA" | "CE" | "CR";

/** Makes acknowledgements with control ids of their own; `prefix` sets one run of the server apart. */
export function createAcknowledger(prefix: string, now: () => number) {
  let last = 0;
  let stampedAt = -1;
  let stamp = "";

  const timestamp = (): string => {
    const at = now();
    if (at !== stampedAt) {
      stampedAt = at;
      stamp = formatTimestamp(at);
    }
    return stamp;
  };

  const acknowledge = (code: Code, header: MessageHeader, verdict: Verdict): string => {
    last += 1;
    const version = header.version === "" ? "2.5" : escapeText(header.version.slice(0, 10));
    return (
      `MSH|^~\\&|${part(header.receivingApplication)}|${part(header.receivingFacility)}` +
      `|${part(header.sendingApplication)}|${part(header.sendingFacility)}|${timestamp()}|` +
      `|${messageType(header, version)}|${prefix}${last}|${part(header.processingId) || "P"}|${version}` +
      `\rMSA|${code}|${part(header.controlId)}${verdict ? `|${legacyText(verdict, version)}` : ""}\r` +
      (verdict ? errorSegment(verdict, version) : "")
    );
  };

  /**
   * Every acknowledgement the sender asked for, in the order they go out. All are made after the
   * commit, so the accept acknowledgement already knows the outcome: a refusal is told by the first
   * one that is due and no second follows it.
   *
   * A rejection for MSH-9, MSH-11 or MSH-12 is answered even where both conditions say never: the
   * two sides do not agree on what to talk about, and silence would hide that from everybody.
   */
  return (header: MessageHeader, verdict: Verdict): string[] => {
    const { acceptCondition, applicationCondition } = header;
    if (acceptCondition === "" && applicationCondition === "")
      return [acknowledge(codeOf("A", verdict), header, verdict)];

    const accept = isDue(acceptCondition, verdict);
    const application = isDue(applicationCondition, verdict);
    if (verdict) {
      if (accept) return [acknowledge(codeOf("C", verdict), header, verdict)];
      if (application) return [acknowledge(codeOf("A", verdict), header, verdict)];
      return REFUSALS[verdict.code].answer === "reject" ? [acknowledge("CR", header, verdict)] : [];
    }
    return [
      ...(accept ? [acknowledge("CA", header, undefined)] : []),
      ...(application ? [acknowledge("AA", header, undefined)] : []),
    ];
  };
}

export type Acknowledger = ReturnType<typeof createAcknowledger>;

const part = (text: string): string => escapeText(text);

/** An empty condition beside a filled one means never, as table 0155 has it. */
function isDue(condition: string, verdict: Verdict): boolean {
  switch (condition) {
    case "AL":
      return true;
    case "ER":
      return verdict !== undefined;
    case "SU":
      return verdict === undefined;
    default:
      return false;
  }
}

function codeOf(mode: "A" | "C", verdict: Verdict): Code {
  if (!verdict) return mode === "A" ? "AA" : "CA";
  if (REFUSALS[verdict.code].answer === "error") return mode === "A" ? "AE" : "CE";
  return mode === "A" ? "AR" : "CR";
}

const minorOf = (version: string): number => Number(/^2\.(\d)/.exec(version)?.[1] ?? "5");

function messageType(header: MessageHeader, version: string): string {
  const event = part(header.event);
  if (minorOf(version) < 4) return event === "" ? "ACK" : `ACK^${event}`;
  return event === "" ? "ACK" : `ACK^${event}^ACK`;
}

/** MSA-3 carried the explanation until 2.4 brought in ERR-3 and ERR-8; it is deprecated from 2.4 on. */
const legacyText = (verdict: Refusal, version: string): string =>
  minorOf(version) < 5 ? REFUSALS[verdict.code].text : "";

/** ERR as of 2.5 names the place in ERR-2 and the code in ERR-3; before, both are in ERR-1. */
function errorSegment({ code, segment, field }: Refusal, version: string): string {
  const { table0357, text } = REFUSALS[code];
  if (minorOf(version) >= 5) {
    const place =
      segment === undefined ? "" : `${segment}^1${field === undefined ? "" : `^${field}`}`;
    return `ERR||${place}|${table0357}^${text}^HL70357|E||||${text}\r`;
  }
  const place = segment === undefined ? "^^" : `${segment}^1^${field ?? ""}`;
  return `ERR|${place}^${table0357}&${text}&HL70357\r`;
}
