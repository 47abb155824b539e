import { recentVerifications } from "#db/audit-verifications";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";

/** How far the newest verification is, for a page that is open. */
export async function GET(): Promise<Response> {
  const session = await requirePermission("audit:read");
  const [newest] = await asActor(session, (db) => recentVerifications(db, 1));
  return Response.json(
    {
      isRunning: newest !== undefined && newest.finishedAt === null,
      lastSequence: newest?.lastSequence ?? null,
    },
    { headers: { "cache-control": "no-store" } },
  );
}
