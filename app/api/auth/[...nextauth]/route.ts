import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/_lib/auth-options";
import { refuseFrequentSignIn } from "@/_lib/sign-in-limit";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const FORM_TYPE = /^application\/x-www-form-urlencoded(?:;\s*charset=[\w-]+)?$/i;

const handle = async (request: NextRequest, context: Context): Promise<Response> =>
  refuseUnlessForm(request) ??
  (await refuseFrequentSignIn(request)) ??
  NextAuth(request, context, authOptions());

/** The library reads JSON too, and fails on what is none; our pages send forms alone. */
function refuseUnlessForm({ method, headers }: NextRequest): Response | undefined {
  if (method !== "POST" || FORM_TYPE.test(headers.get("content-type") ?? "")) return undefined;
  const detail = "Sign-in takes application/x-www-form-urlencoded.";
  return Response.json({ error: "unsupported-media-type", detail }, { status: 415 });
}

export { handle as GET, handle as POST };
