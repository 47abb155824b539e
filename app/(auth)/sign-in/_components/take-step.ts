"use client";

import { signIn } from "next-auth/react";

/** One step of signing in: taken when the server has set its cookie. */
export async function takeStep(
  provider: "credentials" | "second-factor" | "passkey",
  shown: Record<string, string>,
): Promise<"taken" | "refused" | "unreachable"> {
  try {
    const answer = await signIn(provider, { ...shown, redirect: false });
    if (answer?.ok) return "taken";
    return answer?.status === 401 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}
