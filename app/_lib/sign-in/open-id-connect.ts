import type { OAuthConfig } from "next-auth/providers/oauth";
import { TokenSet } from "openid-client";
import { z } from "zod";
import type { ProviderIdentity } from "#db/provider-accounts";
import type { SessionId } from "#models/shared/ids";
import { STEP_UP_MINUTES } from "#models/access/step-up";
import { OPEN_ID_CONNECT } from "./provider-id";

const SECONDS_PER_MINUTE = 60;

export interface OpenIdConnectSettings {
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_NAME: string;
  OIDC_REQUIRED_ACR: readonly string[];
  OIDC_REQUIRED_AMR: readonly string[];
}

/** Somebody the provider vouches for. */
export interface VouchedPerson extends ProviderIdentity {
  /** They have shown the provider a second factor of a kind that we accept. */
  hasShownSecondFactor: boolean;
}

/** What counts of an id token whose signature, issuer, audience, time and nonce have been checked. */
const IdToken = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  // Anybody can claim an address; the provider must have seen that it is theirs.
  email_verified: z.literal(true),
  acr: z.string().optional(),
  amr: z.array(z.string()).optional(),
  /** When they proved it to the provider, in seconds. */
  auth_time: z.number().optional(),
});

/**
 * Sign-in at the hospital's identity provider; undefined where none is configured. It says who somebody
 * is: the account, with its role and units, is ours and must be there. `admit` begins the session, or
 * answers undefined for whoever has no account here.
 */
export function openIdConnect(
  settings: OpenIdConnectSettings,
  admit: (person: VouchedPerson) => Promise<SessionId | undefined>,
): OAuthConfig<unknown> | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_REQUIRED_ACR } = settings;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;

  return {
    id: OPEN_ID_CONNECT,
    name: settings.OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: {
      params: {
        scope: "openid email",
        max_age: STEP_UP_MINUTES * SECONDS_PER_MINUTE,
        ...(OIDC_REQUIRED_ACR.length > 0 && { acr_values: OIDC_REQUIRED_ACR.join(" ") }),
      },
    },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // Some providers put the address into the id token, others tell it only when asked with the access
    // token. The client compares the subjects of the two; of what both say, the signed token counts.
    userinfo: {
      request: async ({ tokens, client }) => {
        const received = new TokenSet(tokens);
        const claims = received.claims();
        return "email" in claims ? claims : { ...(await client.userinfo(received)), ...claims };
      },
    },
    profile: async (claims) => {
      const person = readPerson(claims, OIDC_ISSUER, settings);
      const sessionId = person && (await admit(person));
      // Without a session the sign-in is refused, whatever the id; next-auth insists on one.
      return { id: person?.subject ?? "refused", sessionId };
    },
  };
}

function readPerson(
  claims: unknown,
  configuredIssuer: string,
  accepted: Pick<OpenIdConnectSettings, "OIDC_REQUIRED_ACR" | "OIDC_REQUIRED_AMR">,
): VouchedPerson | undefined {
  const { data } = IdToken.safeParse(claims);
  // The token's issuer was compared with what the discovery document calls itself, not with what was
  // configured (OpenID Connect Discovery 1.0, 4.3).
  if (!data || withoutSlash(data.iss) !== withoutSlash(configuredIssuer)) return undefined;

  const { iss, sub, email, acr, amr = [], auth_time: provedAt } = data;
  // A session that begins here counts as stepped up, so what was shown there must be as fresh: a provider's
  // own session of this morning proves nothing about who sits there now.
  const isFresh =
    provedAt !== undefined && Date.now() / 1_000 - provedAt < STEP_UP_MINUTES * SECONDS_PER_MINUTE;
  return {
    issuer: iss,
    subject: sub,
    email,
    hasShownSecondFactor:
      isFresh &&
      ((acr !== undefined && accepted.OIDC_REQUIRED_ACR.includes(acr)) ||
        amr.some((method) => accepted.OIDC_REQUIRED_AMR.includes(method))),
  };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, "");
