import "server-only";
import { isFresh } from "#models/access/step-up";
import type { AppErrorCode } from "#models/shared/errors";
import { err, ok, type Result } from "#models/shared/result";
import { currentSession } from "../session";
import type { Enroller } from "./enrol";
import { pendingSession } from "./pending-session";

/** Whoever may add a factor in this request; somebody signed in must have shown one lately. */
export async function enroller(): Promise<Result<Enroller, AppErrorCode>> {
  const session = await currentSession();
  if (session) {
    const { userId, sessionId, name, email } = session;
    if (!isFresh(session, new Date())) return err("step-up-required");
    return ok({ userId, sessionId, name, email, isPending: false });
  }
  const pending = await pendingSession();
  if (!pending) return err("unauthenticated");
  const { userId, sessionId, name, email } = pending;
  if (pending.hasSecondFactor) return err("forbidden");
  return ok({ userId, sessionId, name, email, isPending: true });
}
