import "server-only";
import { exportsFrozen } from "#db/containments";
import type { LiveSession } from "#db/sessions";
import { type Happening, recordOf } from "./audit";
import { asActor } from "./db";

/**
 * What to answer while a security officer has frozen exports, once it is recorded who was refused which;
 * undefined while they have not. Every route that answers a file asks.
 */
export async function refuseFrozenExport(
  session: LiveSession,
  refused: Happening,
): Promise<Response | undefined> {
  if (!(await asActor(session, exportsFrozen))) return undefined;
  await recordOf(session, {
    ...refused,
    outcome: "refused",
    details: { ...refused.details, reason: "exports-frozen" },
  });
  return new Response("Exports are frozen by a security officer. Ask them when they are not.\n", {
    status: 403,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
