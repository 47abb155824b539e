import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/_lib/auth-options";
import { refuseFrequentSignIn } from "@/_lib/sign-in-limit";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/**
 * What a browser forgets at the sign-out: every page it may go back to. Not cookies, which would be those
 * of the whole domain, nor storage, where there is nothing but whether the screen is dark.
 */
const CLEARED = '"cache"';

const FORM_TYPE = /^application\/x-www-form-urlencoded(?:;\s*charset=[\w-]+)?$/i;

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const refusal = refuseUnlessForm(request) ?? (await refuseFrequentSignIn(request));
  if (refusal) return refusal;
  const answer: Response = await NextAuth(request, context, authOptions());
  const isSignOut = request.method === "POST" && request.nextUrl.pathname.endsWith("/signout");
  if (isSignOut) answer.headers.set("clear-site-data", CLEARED);
  return answer;
}

/** The library reads JSON too, and fails on what is none; our pages send forms alone. */
function refuseUnlessForm({ method, headers }: NextRequest): Response | undefined {
  if (method !== "POST" || FORM_TYPE.test(headers.get("content-type") ?? "")) return undefined;
  const detail = "Sign-in takes application/x-www-form-urlencoded.";
  return Response.json({ error: "unsupported-media-type", detail }, { status: 415 });
}

export { handle as GET, handle as POST };
