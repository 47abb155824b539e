import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { requirePermission } from "@/_lib/access";
import { BedBoard } from "./_components/bed-board";
import { BED_BOARD_COOKIE, parseBedBoardPreferences } from "./_components/bed-board-preferences";
import type { Viewer } from "./_components/viewer";

export const metadata: Metadata = { title: "Beds" };

/** Holds no bed itself: what the board shows comes over the socket, to each as much as they may know. */
export default async function BedsPage() {
  const session = await requirePermission("capacity:read");
  const preferences = parseBedBoardPreferences((await cookies()).get(BED_BOARD_COOKIE)?.value);
  return <BedBoard viewer={viewerOf(session)} preferences={preferences} />;
}

function viewerOf({ role, unitIds }: LiveSession): Viewer {
  const own = can(role, "bed:manage") ? unitIds : [];
  return {
    manages: can(role, "bed:coordinate") ? "all" : own,
    seesNames: can(role, "unit:watch"),
    exportsBeds: can(role, "capacity:export"),
  };
}
