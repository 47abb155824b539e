import { z } from "zod";
import { LeaveId, SwapId } from "../rostering/own-shift-ids";
import { RosterId } from "../rostering/roster-ids";

/** Of whose own work something was stored, as the database tells every process. */
export const OwnShiftNews = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("swap"), swapId: SwapId }),
  z.strictObject({ kind: z.literal("leave"), leaveId: LeaveId }),
  /** A self-rostering window, or who has placed themselves in it. */
  z.strictObject({ kind: z.literal("window"), rosterId: RosterId }),
]);
export type OwnShiftNews = z.infer<typeof OwnShiftNews>;

const ID_NAMES = { swap: "swapId", leave: "leaveId", window: "rosterId" } as const;

/** From the kind and an id, parted by a blank; undefined of anything else. */
export function parseOwnShiftNews(payload: string | undefined): OwnShiftNews | undefined {
  const [kind, id] = (payload ?? "").split(" ");
  const known = Object.entries(ID_NAMES).find(([each]) => each === kind);
  return known && OwnShiftNews.safeParse({ kind, [known[1]]: id }).data;
}
