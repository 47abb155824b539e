import type pg from "pg";
import { stepUpSession } from "#db/sessions";
import { attemptSecondFactor, type FactorRefusal } from "#db/users";
import type { SecondFactorProof } from "#models/access/second-factor";
import type { SessionId, UserId } from "#models/shared/ids";
import { err, type Result } from "#models/shared/result";
import { type Judging, showSecondFactor } from "./show-second-factor";

/** Shows a second factor again in a session that is open; answers what was shown. */
export function stepUp(
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  proof: SecondFactorProof,
  { pool, ...judging }: Judging & { pool: pg.Pool },
): Promise<Result<SecondFactorProof["kind"], FactorRefusal>> {
  const claim = { userId, challenge: { purpose: "prove", sessionId } } as const;
  return attemptSecondFactor(pool, userId, judging.now, async (client) => {
    const shown = await showSecondFactor(client, claim, proof, judging);
    if (!shown.ok || (await stepUpSession(client, sessionId, judging.now))) return shown;
    return err("wrong");
  });
}
