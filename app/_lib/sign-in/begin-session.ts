import "server-only";
import { admitSignIn } from "#db/users";
import type { SessionId, UserId } from "#models/shared/ids";
import { identityDatabase } from "../db";
import { env } from "../env";
import { requestOrigin } from "./origin";

/**
 * Begins the session of somebody who has proved who they are, by password or at the identity provider;
 * undefined when the account is locked out or disabled.
 */
export async function beginSession(userId: UserId): Promise<SessionId | undefined> {
  const { SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_HOURS } = env();
  const ceiling = { idleMinutes: SESSION_IDLE_MINUTES, absoluteHours: SESSION_ABSOLUTE_HOURS };
  return admitSignIn(identityDatabase(), userId, ceiling, new Date(), await requestOrigin());
}
