import "server-only";
import { bindProviderAccount } from "#db/provider-accounts";
import { admitPassword, admitVouched } from "#db/users";
import type { SessionId } from "#models/shared/ids";
import { identityDatabase } from "../db";
import { env } from "../env";
import { openIdConnect, type VouchedPerson } from "./open-id-connect";
import { requestOrigin } from "./origin";
import { recordRefusedAttempt, recordSignIn } from "./sign-in-trail";

const failed = { action: "sign-in:failed", step: "identity-provider" } as const;

/**
 * Whoever the identity provider vouches for and who has an account here. Where it vouches for a second
 * factor of a kind that is accepted, that is all; otherwise it is as good as a right password, and the
 * second factor of ours follows.
 */
async function admit(person: VouchedPerson): Promise<SessionId | undefined> {
  const userId = await bindProviderAccount(identityDatabase(), person);
  if (!userId) return refuse({ ...failed, cause: "unknown" });

  const now = new Date();
  if (!person.hasShownSecondFactor) {
    const pending = await admitPassword(identityDatabase(), userId, now);
    return pending.ok ? pending.value : refuse({ ...failed, cause: pending.error, userId });
  }
  const ceiling = {
    idleMinutes: env().SESSION_IDLE_MINUTES,
    absoluteHours: env().SESSION_ABSOLUTE_HOURS,
  };
  const origin = await requestOrigin();
  const opened = await admitVouched(identityDatabase(), userId, ceiling, now, origin);
  if (!opened.ok) return refuse({ ...failed, cause: opened.error, userId });
  await recordSignIn({ userId, sessionId: opened.value }, "identity-provider");
  return opened.value;
}

async function refuse(attempt: Parameters<typeof recordRefusedAttempt>[0]): Promise<undefined> {
  await recordRefusedAttempt(attempt);
  return undefined;
}

/** Empty where no identity provider is configured. */
export const openIdConnectProviders = () =>
  [openIdConnect(env(), admit)].filter((provider) => provider !== undefined);
