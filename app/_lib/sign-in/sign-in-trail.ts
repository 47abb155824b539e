import "server-only";
import type { FactorRefusal } from "#db/users";
import type { AuditAction, AuditEvent } from "#models/audit/audit-event";
import type { SessionId, UserId } from "#models/shared/ids";
import { audit, recordOf, requestAddress } from "../audit";

type Step = "password" | "identity-provider" | "second-factor" | "passkey" | "step-up";

interface RefusedAttempt {
  action: Extract<
    AuditAction,
    "sign-in:failed" | "second-factor:failed" | "step-up:failed" | "password:changed"
  >;
  step: Step;
  cause: FactorRefusal | "malformed" | "unknown";
  /** The account that was tried, when there is one; an address that was typed is never recorded. */
  userId?: UserId | undefined;
  /** Of somebody who is signed in: otherwise nobody has proved who they are. */
  sessionId?: SessionId | undefined;
}

const AND_LOCKED = /-and-locked$/;

/** Records that somebody was refused, and that it locked the account when it did. */
export async function recordRefusedAttempt({
  action,
  step,
  cause,
  userId,
  sessionId,
}: RefusedAttempt): Promise<void> {
  const at = { occurredAt: new Date(), address: await requestAddress() };
  const refused: AuditEvent = {
    ...at,
    action,
    outcome: "refused",
    actor: userId && sessionId ? { kind: "user", userId, sessionId } : { kind: "anonymous" },
    subjectUserId: userId,
    // What it locked is told beside it.
    details: { step, cause: cause.replace(AND_LOCKED, "") },
  };
  const locked: AuditEvent = {
    ...at,
    action: "user:locked",
    outcome: "permitted",
    actor: { kind: "system" },
    basis: "system",
    subjectUserId: userId,
    details: { cause: "repeated-failures" },
  };
  await audit().record(refused, ...(AND_LOCKED.test(cause) ? [locked] : []));
}

/** Records a session that was opened, and what was shown for it. */
export async function recordSignIn(
  person: { userId: UserId; sessionId: SessionId },
  shown: string,
): Promise<void> {
  const event = { basis: "self", details: { shown } } as const;
  await recordOf(
    person,
    { ...event, action: "second-factor:passed" },
    { ...event, action: "sign-in:succeeded" },
  );
}
