import type { TechnicalAlarmKind } from "./technical-alarm";
import { LASTING } from "./technical-policy";

/** One alarm that is open or may become so, with since when its finding is otherwise. */
export type WatchedFinding =
  /** Present, and not for long enough. */
  { state: "pending"; since: number } | { state: "open"; goneSince: number | undefined };

/**
 * What a finding means for the alarm of its kind and place. Undefined watched: there is nothing to
 * remember. A finding must last to begin an alarm and be gone for a while to end it, by `LASTING`.
 */
export function reviewFinding(
  watched: WatchedFinding | undefined,
  { kind, isPresent }: { kind: TechnicalAlarmKind; isPresent: boolean },
  at: number,
): { watched: WatchedFinding | undefined; change: "begun" | "ended" | undefined } {
  const { beginsAfterMs, endsAfterMs } = LASTING[kind];
  if (watched?.state === "open") {
    if (isPresent) return { watched: { state: "open", goneSince: undefined }, change: undefined };
    const goneSince = watched.goneSince ?? at;
    if (at - goneSince >= endsAfterMs) return { watched: undefined, change: "ended" };
    return { watched: { state: "open", goneSince }, change: undefined };
  }
  if (!isPresent) return { watched: undefined, change: undefined };
  const since = watched?.since ?? at;
  if (at - since < beginsAfterMs)
    return { watched: { state: "pending", since }, change: undefined };
  return { watched: { state: "open", goneSince: undefined }, change: "begun" };
}
