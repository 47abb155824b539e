import "server-only";
import { createHash } from "node:crypto";
import { createTokenBuckets, type TokenBuckets } from "#models/shared/token-buckets";
import { env } from "./env";

const SECONDS_PER_MINUTE = 60;
const MOST_ACCOUNTS = 20_000;

// Kept on the global object, so that a reload in development does not begin anew.
const kept: typeof globalThis & { wardcastSignIns?: TokenBuckets } = globalThis;

function signIns(): TokenBuckets {
  const burst = env().SIGN_INS_PER_ACCOUNT;
  const rate = { perSecond: burst / SECONDS_PER_MINUTE, burst };
  return (kept.wardcastSignIns ??= createTokenBuckets(rate, Date.now, MOST_ACCOUNTS));
}

/**
 * Refuses an attempt to sign in to an account that is tried too often, from wherever: the server's own
 * limit is by address, and a guesser may have many. The account need not exist, so the answer does not
 * tell whether it does.
 */
export async function refuseFrequentSignIn(request: Request): Promise<Response | undefined> {
  if (request.method !== "POST") return undefined;
  const account = await accountOf(request);
  const verdict = account === undefined ? undefined : signIns().take(account);
  if (!verdict || verdict.isAllowed) return undefined;

  const seconds = verdict.retryAfterSeconds;
  const detail = `Too many attempts to sign in to this account. Try again in ${seconds} seconds.`;
  // The form reads where to go from the answer, a refused one too.
  const url = `${new URL(env().NEXTAUTH_URL).origin}/sign-in?error=too-many-requests`;
  return Response.json(
    { error: "too-many-requests", detail, url },
    { status: 429, headers: { "retry-after": String(seconds) } },
  );
}

/** A digest, because an address in memory for an hour is more than is needed. */
async function accountOf(request: Request): Promise<string | undefined> {
  const text = await request.clone().text();
  // Of several next-auth takes the last.
  const email = new URLSearchParams(text).getAll("email").at(-1);
  if (email === undefined) return undefined;
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64");
}
