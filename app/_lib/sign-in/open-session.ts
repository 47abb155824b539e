import type pg from "pg";
import { awaitOwnPassword } from "#db/issued-passwords";
import { takeOverPendingSession, type PendingSession } from "#db/pending-sessions";
import { findPasskey } from "#db/second-factors";
import { createSession } from "#db/sessions";
import { attemptSecondFactor, type FactorRefusal } from "#db/users";
import type { SignInOrigin } from "#models/access/device";
import type { PasskeyAssertion, SecondFactorProof } from "#models/access/second-factor";
import type { SessionLimits } from "#models/access/session-policy";
import type { SessionId, UserId } from "#models/shared/ids";
import { err, ok, type Result } from "#models/shared/result";
import { type Judging, showSecondFactor } from "./show-second-factor";

/** The first factor counts as shown in the session in which it was enrolled. */
export type SignInProof = SecondFactorProof | { kind: "enrolment" };

export interface Opening extends Judging {
  pool: pg.Pool;
  limits: SessionLimits;
  origin?: SignInOrigin | undefined;
}

export interface Opened {
  sessionId: SessionId;
  kind: SignInProof["kind"];
}

/**
 * Puts a full session in the place of a pending one, once, for a right proof. Where the password was
 * issued, it waits for another one.
 */
export function openSession(
  { sessionId, userId, hasEnrolled }: PendingSession,
  proof: SignInProof,
  { pool, limits, origin, ...judging }: Opening,
): Promise<Result<Opened, FactorRefusal>> {
  const { now } = judging;
  const claim = { userId, challenge: { purpose: "prove", sessionId } } as const;
  return attemptSecondFactor(pool, userId, now, async (client) => {
    const shown =
      proof.kind !== "enrolment"
        ? await showSecondFactor(client, claim, proof, judging)
        : hasEnrolled
          ? ok(proof.kind)
          : err("wrong" as const);
    if (!shown.ok) return shown;
    if (!(await takeOverPendingSession(client, sessionId, now))) return err("wrong");
    const opened = await createSession(client, userId, limits, now, origin);
    await awaitOwnPassword(client, opened);
    return ok({ sessionId: opened, kind: shown.value });
  });
}

/**
 * Opens a session for a passkey alone. It is two factors: something one has, which has verified its
 * holder by a finger, a face or a PIN.
 */
export async function openSessionByPasskey(
  assertion: PasskeyAssertion,
  { pool, limits, origin, ...judging }: Opening,
): Promise<Result<Opened & { userId: UserId }, { refusal: FactorRefusal; userId?: UserId }>> {
  const { now } = judging;
  const passkey = await findPasskey(pool, assertion.id);
  if (!passkey) return err({ refusal: "wrong" });

  const { userId } = passkey;
  const claim = { userId, challenge: { purpose: "sign-in" } } as const;
  const proof = { kind: "passkey", assertion } as const;
  const opened = await attemptSecondFactor(pool, userId, now, async (client) => {
    const shown = await showSecondFactor(client, claim, proof, judging);
    if (!shown.ok) return shown;
    return ok({
      sessionId: await createSession(client, userId, limits, now, origin),
      kind: shown.value,
    });
  });
  return opened.ok ? ok({ ...opened.value, userId }) : err({ refusal: opened.error, userId });
}
