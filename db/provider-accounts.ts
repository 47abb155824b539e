import type { UserId } from "#models/shared/ids";
import type { Queryable } from "./pool";

/** Somebody as the hospital's identity provider names them. */
export interface ProviderIdentity {
  issuer: string;
  /** The provider's own name for the person, which it gives to nobody else, ever. */
  subject: string;
  /** Lower case, and verified by the provider. */
  email: string;
}

// The first time by address, afterwards by subject and address: whoever is given the address of
// somebody who has left does not get their account with it.
const BIND_ACCOUNT = `
  update users
     set provider_issuer = $1,
         provider_subject = $2
   where email = $3
     and disabled_at is null
     and (provider_subject is null or (provider_issuer, provider_subject) = ($1, $2))
     and not exists (select from users as other
                      where (other.provider_issuer, other.provider_subject) = ($1, $2)
                        and other.email <> $3)
  returning user_id as "userId"
`;

/** The account of this person, bound to them from the first time on; undefined when there is none for them. */
export async function bindProviderAccount(
  db: Queryable,
  { issuer, subject, email }: ProviderIdentity,
): Promise<UserId | undefined> {
  const { rows } = await db.query<{ userId: UserId }>(BIND_ACCOUNT, [issuer, subject, email]);
  return rows[0]?.userId;
}
