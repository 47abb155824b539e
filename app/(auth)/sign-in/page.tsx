import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { env } from "@/_lib/env";
import { oneOf } from "@/_lib/search-parameter";
import { currentSession } from "@/_lib/session";
import { safeReturnPath } from "@/_lib/sign-in-path";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { ProviderSignIn } from "./_components/provider-sign-in";
import { SignInForm } from "./_components/sign-in-form";
import { StepTitle } from "./_components/step-title";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<{
    reason?: string | string[];
    returnTo?: string | string[];
    /** What next-auth says of a sign-in at the identity provider that failed. */
    error?: string | string[];
  }>;
}

/** Why somebody finds themselves here, in words; an unknown reason says nothing. */
function explain(reason: string | undefined): string | undefined {
  switch (reason) {
    case "idle":
      return "You were signed out because nothing was done for a while.";
    case "expired":
      return "You were signed out because your session had reached its longest time.";
    case "revoked":
    case "access-changed":
      return "An administrator ended your session or changed your account, or you ended it from another device. Sign in again to go on.";
    case "signed-out":
      return "You have signed out.";
    default:
      return undefined;
  }
}

export default async function SignInPage({ searchParams }: Readonly<Props>) {
  const { reason, returnTo, error } = await searchParams;
  const { DEMO_ACCOUNTS_FILE, OIDC_ISSUER, OIDC_NAME } = env();
  const destination = safeReturnPath(oneOf(returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);

  return (
    <>
      <StepTitle title="Sign in" />
      <SignInForm
        destination={destination}
        notice={explain(oneOf(reason))}
        passkeyHost={passkeyHost()}
        demoAccountsFile={DEMO_ACCOUNTS_FILE}
      />
      {OIDC_ISSUER ? (
        <ProviderSignIn name={OIDC_NAME} destination={destination} error={oneOf(error)} />
      ) : null}
    </>
  );
}
