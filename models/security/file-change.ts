import { evidenceAt } from "./evidence";
import type { Signal } from "./signal";

/** How a protected file stands against what was accepted of it. */
export type FileState = "as-accepted" | "changed" | "missing" | "unknown";

/** `accepted` undefined: nobody accepted it, so nobody knows that it should be there. Null: it should not. */
export function stateOfFile(
  accepted: string | null | undefined,
  found: string | null | undefined,
): FileState {
  if (accepted === undefined) return "unknown";
  if ((accepted ?? undefined) === (found ?? undefined)) return "as-accepted";
  return found ? "changed" : "missing";
}

export const fileSignal = (label: string, at: Date): Signal => ({
  kind: "file-changed",
  dedupKey: `file-changed:${label}`,
  at,
  evidence: evidenceAt(at, { files: [label] }),
});
