import "server-only";
import { identityDatabase } from "../db";
import { env } from "../env";
import { identifiers } from "../identifiers";
import type { Opening } from "./open-session";
import { requestOrigin } from "./origin";
import { relyingParty } from "./relying-party";

/** What this server judges proofs with, now. */
export const opening = async (): Promise<Opening> => ({
  pool: identityDatabase(),
  cipher: await identifiers(),
  rp: relyingParty(),
  limits: {
    idleMinutes: env().SESSION_IDLE_MINUTES,
    absoluteHours: env().SESSION_ABSOLUTE_HOURS,
  },
  origin: await requestOrigin(),
  now: new Date(),
});
