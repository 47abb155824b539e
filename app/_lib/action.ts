import "server-only";
import type { z } from "zod";
import type { LiveSession } from "#db/sessions";
import { can, needsStepUp, type Permission } from "#models/access/permission";
import { isFresh } from "#models/access/step-up";
import { AppError, type AppErrorCode } from "#models/shared/errors";
import { err, ok } from "#models/shared/result";
import type { ActionResult } from "./action-result";
import { audited, recordRefusal, type Happening } from "./audit";
import { recordUseOfEndedSession } from "./ended-session";
import { claimedSessionId, currentSession } from "./session";

const MESSAGES: Record<AppErrorCode, string> = {
  "invalid-input": "Something in the form is not valid.",
  unauthenticated: "You are signed out.",
  "step-up-required": "Confirm that it is you first.",
  forbidden: "Your account may not do this.",
  "not-found": "It no longer exists.",
  conflict: "It does not go together with how things stand now.",
  "too-many-requests": "That was too often in a short time. Wait a minute and try again.",
  unavailable: "The system could not do this now. Try again in a moment.",
};

/** An `AppError` whose words are meant for the person at the screen. */
export class ActionRefusal extends AppError {}

interface Work<Schema extends z.ZodType, T> {
  input: Schema;
  /** What it leaves in the audit trail before it is carried out. Without it, `run` records by itself. */
  audit?: (input: z.output<Schema>) => Happening;
  run(input: z.output<Schema>, session: LiveSession): Promise<T>;
}

interface Action<Schema extends z.ZodType, T> extends Work<Schema, T> {
  permission: Permission;
}

/**
 * A server action's edge: who, may they, is it lately proved to be them where that is asked, what was
 * sent; every foreseen failure becomes an answer. Next refuses a call whose Origin is not this host
 * before it comes here.
 */
export const action =
  <Schema extends z.ZodType, T>({ permission, ...work }: Action<Schema, T>) =>
  async (given: z.input<Schema>): Promise<ActionResult<T>> => {
    const session = await currentSession();
    if (!session) return refuseSignedOut();
    if (!can(session.role, permission)) {
      await recordRefusal(session, { permission });
      return refuse("forbidden");
    }
    if (needsStepUp(permission) && !isFresh(session, new Date())) return refuse("step-up-required");
    return performAudited(work, given, session);
  };

interface OwnAction<Schema extends z.ZodType, T> extends Work<Schema, T> {
  needsStepUp: boolean;
}

/** The edge of what everybody may do about themselves, whatever their role. */
export const ownAction =
  <Schema extends z.ZodType, T>({ needsStepUp, ...work }: OwnAction<Schema, T>) =>
  async (given: z.input<Schema>): Promise<ActionResult<T>> => {
    const session = await currentSession();
    if (!session) return refuseSignedOut();
    if (needsStepUp && !isFresh(session, new Date())) return refuse("step-up-required");
    return performAudited(work, given, session);
  };

/** Said to whoever has no session; the use of one that was ended on purpose is recorded. */
async function refuseSignedOut() {
  const sessionId = await claimedSessionId();
  if (sessionId) await recordUseOfEndedSession(sessionId);
  return refuse("unauthenticated");
}

const performAudited = <Schema extends z.ZodType, T>(
  { input, audit, run }: Work<Schema, T>,
  given: z.input<Schema>,
  session: LiveSession,
): Promise<ActionResult<T>> =>
  perform({ input, run: audit ? audited(audit, run) : run }, given, session);

/** Parses what was sent and does the work for whoever was admitted to it. */
export async function perform<Schema extends z.ZodType, T, Who>(
  { input, run }: { input: Schema; run: (input: z.output<Schema>, who: Who) => Promise<T> },
  given: z.input<Schema>,
  who: Who,
): Promise<ActionResult<T>> {
  const parsed = input.safeParse(given);
  if (!parsed.success) return refuse("invalid-input", parsed.error.issues[0]?.message);

  try {
    return ok(await run(parsed.data, who));
  } catch (cause) {
    if (cause instanceof ActionRefusal) return refuse(cause.code, cause.message);
    if (cause instanceof AppError) return refuse(cause.code);
    throw cause;
  }
}

export const refuse = (code: AppErrorCode, message = MESSAGES[code]) => err({ code, message });
