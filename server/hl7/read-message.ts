import { type Hl7Message, findSegment } from "./hl7-message";
import { readLean } from "./lean-reader";
import { readWithLibrary } from "./library-reader";

/**
 * Bedside observations come by the thousand a second and take the lean reader; so does a header that
 * declares fewer than four encoding characters, which the library misreads. All else is the library's.
 */
export function readMessage(content: string): Hl7Message | undefined {
  const lean = readLean(content);
  const header = lean && findSegment(lean, "MSH");
  if (header?.text(9) === "ORU") return lean;
  return readWithLibrary(content) ?? lean;
}
