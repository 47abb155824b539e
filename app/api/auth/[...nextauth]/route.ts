import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/_lib/auth-options";
import { refuseFrequentSignIn } from "@/_lib/sign-in-limit";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = async (request: NextRequest, context: Context): Promise<Response> =>
  (await refuseFrequentSignIn(request)) ?? NextAuth(request, context, authOptions());

export { handle as GET, handle as POST };
