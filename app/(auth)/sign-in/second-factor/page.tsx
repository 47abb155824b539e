import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { env } from "@/_lib/env";
import { currentSession } from "@/_lib/session";
import { oneOf } from "@/_lib/search-parameter";
import { enrolPath, safeReturnPath, signInPath } from "@/_lib/sign-in-path";
import { pendingSession } from "@/_lib/sign-in/pending-session";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { secondFactorWays } from "@/_lib/sign-in/ways";
import { StepTitle } from "../_components/step-title";
import { SecondFactorForm } from "./_components/second-factor-form";

export const metadata: Metadata = { title: "Second factor" };

interface Props {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}

export default async function SecondFactorPage({ searchParams }: Readonly<Props>) {
  const destination = safeReturnPath(oneOf((await searchParams).returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);
  const pending = await pendingSession();
  if (!pending) redirect(signInPath({ returnTo: destination }));
  if (!pending.hasSecondFactor) redirect(enrolPath(destination));

  return (
    <>
      <StepTitle title="Confirm that it is you">One more step: your second factor.</StepTitle>
      <SecondFactorForm
        destination={destination}
        ways={await secondFactorWays(pending.userId)}
        passkeyHost={passkeyHost()}
        demoEmail={env().DEMO_ACCOUNTS_FILE ? pending.email : undefined}
      />
    </>
  );
}
