import "server-only";
import { bindProviderAccount } from "#db/provider-accounts";
import type { SessionId } from "#models/shared/ids";
import { identityDatabase } from "../db";
import { env } from "../env";
import { beginSession } from "./begin-session";
import { openIdConnect, type VouchedPerson } from "./open-id-connect";

/** Whoever the identity provider vouches for and who has an account here: the same as a right password. */
async function admit(person: VouchedPerson): Promise<SessionId | undefined> {
  const userId = await bindProviderAccount(identityDatabase(), person);
  return userId && beginSession(userId);
}

/** None or one, as configured. */
export const openIdConnectProviders = () =>
  [openIdConnect(env(), admit)].filter((provider) => provider !== undefined);
