import "server-only";
import type { LiveSession } from "#db/sessions";

/**
 * What to answer to somebody who has not shown a second factor lately; undefined for one who has.
 * Sessions do not say yet when that was, so everybody passes.
 */
export function refuseUnlessFresh(_request: Request, _session: LiveSession): Response | undefined {
  return undefined;
}
