import type { RosterGap } from "#models/realtime/roster";

/** "Short by 1: 3 of 4 nurses, below the minimum" */
export function howShort({
  rostered,
  minimum,
  target,
  severity,
  skill,
  rosterId,
}: Readonly<RosterGap>): string {
  const isWorse = severity === "below-minimum";
  const needed = isWorse ? minimum : target;
  const whom = skill ?? (needed === 1 ? "nurse" : "nurses");
  return `Short by ${needed - rostered}: ${rostered} of ${needed} ${whom}, below the ${isWorse ? "minimum" : "target"}${rosterId ? "" : ", no published roster"}`;
}
