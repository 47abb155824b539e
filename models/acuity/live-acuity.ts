import type { LiveAcuity } from "../realtime/board";
import { toWire } from "../realtime/wire";
import type { AcuityCourse } from "./acuity-course";
import type { AcuityFinding } from "./acuity-of";
import type { AcuityOverride } from "./acuity-override";

/** A class as it was stored; what was found since then is not, and counts anew. */
export const courseFromStored = (
  { acuityClass, isAtLeast, reasons }: AcuityFinding,
  at: Date,
): AcuityCourse => {
  const finding = { acuityClass, isAtLeast, reasons };
  const since = at.getTime();
  return { finding, since, latest: finding, confirmedAt: since, lower: undefined };
};

/** What screens are told: the class a person set while it counts, with what the rules found beneath it. */
export function liveAcuityOf(
  { finding, since, latest }: AcuityCourse,
  override: AcuityOverride | undefined,
): LiveAcuity {
  const isHeld = latest.acuityClass !== finding.acuityClass;
  return {
    acuityClass: override?.acuityClass ?? finding.acuityClass,
    computed: { ...finding, since, isHeld },
    ...(override && { override: toWire(override) }),
  };
}
