const CODES = ["AA", "AE", "AR", "CA", "CE", "CR"] as const;
export type AcknowledgementCode = (typeof CODES)[number];

export interface Acknowledgement {
  code: AcknowledgementCode;
  /** MSA-2: the MSH-10 of the message that is answered. */
  controlId: string;
  /** What the receiver says of a refusal: ERR-8 (user message), or the whole ERR or MSA-3 without it. */
  detail: string;
}

const isCode = (text: string): text is AcknowledgementCode =>
  CODES.some((candidate) => candidate === text);

/** Reads an ACK; undefined when there is no MSA in it or its code is none of the six. */
export function parseAcknowledgement(message: string): Acknowledgement | undefined {
  // Not parsed whole: the acknowledgement is on the path that a load generator measures.
  const msaAt = message.indexOf("\rMSA|");
  if (msaAt < 0) return undefined;
  const separator = message[msaAt + 4] ?? "|";
  const [code = "", controlId = "", text = ""] = segmentFields(message, msaAt + 5, separator);
  if (!isCode(code)) return undefined;
  if (code === "AA" || code === "CA") return { code, controlId, detail: "" };
  return { code, controlId, detail: refusalDetail(message, separator) || text };
}

function refusalDetail(message: string, separator: string): string {
  const errAt = message.indexOf("\rERR|");
  if (errAt < 0) return "";
  const fields = segmentFields(message, errAt + 5, separator);
  return fields.filter((field) => field !== "").join(" ");
}

function segmentFields(message: string, from: number, separator: string): string[] {
  const end = message.indexOf("\r", from);
  return message.slice(from, end < 0 ? undefined : end).split(separator);
}

export const isAccepted = (acknowledgement: Acknowledgement): boolean =>
  acknowledgement.code === "AA" || acknowledgement.code === "CA";
