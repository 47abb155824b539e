import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { env } from "@/_lib/env";
import { oneOf } from "@/_lib/search-parameter";
import { currentSession } from "@/_lib/session";
import { safeReturnPath } from "@/_lib/sign-in-path";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { SignInForm } from "./_components/sign-in-form";
import { StepTitle } from "./_components/step-title";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<{ reason?: string | string[]; returnTo?: string | string[] }>;
}

/** Why somebody finds themselves here, in words; an unknown reason says nothing. */
function explain(reason: string | undefined): string | undefined {
  const { SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_HOURS } = env();
  switch (reason) {
    case "idle":
      return `You were signed out because nothing was done for ${SESSION_IDLE_MINUTES} minutes.`;
    case "expired":
      return `You were signed out because a session lasts at most ${SESSION_ABSOLUTE_HOURS} hours.`;
    case "revoked":
    case "access-changed":
      return "An administrator ended your session or changed your account. Sign in again to go on.";
    case "signed-out":
      return "You have signed out.";
    default:
      return undefined;
  }
}

export default async function SignInPage({ searchParams }: Readonly<Props>) {
  const { reason, returnTo } = await searchParams;
  const destination = safeReturnPath(oneOf(returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);

  return (
    <>
      <StepTitle title="Sign in" />
      <SignInForm
        destination={destination}
        notice={explain(oneOf(reason))}
        passkeyHost={passkeyHost()}
        demoAccountsFile={env().DEMO_ACCOUNTS_FILE}
      />
    </>
  );
}
