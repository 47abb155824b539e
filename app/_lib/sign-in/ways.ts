import "server-only";
import { recoveryCodesLeft } from "#db/recovery-codes";
import { secondFactorsOf } from "#db/second-factors";
import type { SecondFactorWays } from "#models/access/second-factor";
import type { UserId } from "#models/shared/ids";
import { identityDatabase } from "../db";

/** How this account can prove itself. */
export async function secondFactorWays(userId: UserId): Promise<SecondFactorWays> {
  const db = identityDatabase();
  const [factors, codes] = await Promise.all([
    secondFactorsOf(db, userId),
    recoveryCodesLeft(db, userId),
  ]);
  return {
    hasPasskey: factors.some(({ kind }) => kind === "passkey"),
    hasTotp: factors.some(({ kind }) => kind === "totp"),
    recoveryCodesLeft: codes,
  };
}
