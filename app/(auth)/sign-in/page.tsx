import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ColorSchemeSwitch } from "@/_components/ui/color-scheme-switch";
import { Wordmark } from "@/_components/ui/wordmark";
import { env } from "@/_lib/env";
import { currentSession } from "@/_lib/session";
import { safeReturnPath } from "@/_lib/sign-in-path";
import { ForecastDrawing } from "./_components/forecast-drawing";
import { ProviderSignIn } from "./_components/provider-sign-in";
import { SignInForm } from "./_components/sign-in-form";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<{
    reason?: string | string[];
    returnTo?: string | string[];
    /** What next-auth says of a sign-in at the identity provider that failed. */
    error?: string | string[];
  }>;
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

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
  const destination = safeReturnPath(one(returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);

  return (
    <div className={classes.page}>
      <aside className={classes.story} aria-hidden="true">
        <ForecastDrawing />
        <p className={classes.line}>
          See who is getting worse
          <br />
          while there is still time.
        </p>
      </aside>
      <main className={classes.main}>
        <div className={classes.scheme}>
          <ColorSchemeSwitch />
        </div>
        <div className={classes.panel}>
          <Wordmark size={36} />
          <h1 className={classes.title}>Sign in</h1>
          <SignInForm
            destination={destination}
            notice={explain(one(reason))}
            demoAccountsFile={DEMO_ACCOUNTS_FILE}
          />
          {OIDC_ISSUER ? (
            <ProviderSignIn name={OIDC_NAME} destination={destination} error={one(error)} />
          ) : null}
        </div>
        <p className={classes.footer}>Not for clinical use: demonstration and evaluation only.</p>
      </main>
    </div>
  );
}
