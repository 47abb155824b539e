import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { oneOf } from "@/_lib/search-parameter";
import { currentSession } from "@/_lib/session";
import { safeReturnPath, secondStepPath, signInPath } from "@/_lib/sign-in-path";
import { pendingSession } from "@/_lib/sign-in/pending-session";
import { passkeyHost } from "@/_lib/sign-in/relying-party";
import { StepTitle } from "../_components/step-title";
import { FirstEnrolment } from "./_components/first-enrolment";

export const metadata: Metadata = { title: "Second factor" };

interface Props {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}

/** Nobody comes in by a password alone, so an account without a second factor gets one first. */
export default async function EnrolPage({ searchParams }: Readonly<Props>) {
  const destination = safeReturnPath(oneOf((await searchParams).returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);
  const pending = await pendingSession();
  if (!pending) redirect(signInPath({ returnTo: destination }));
  if (pending.hasSecondFactor) redirect(secondStepPath(destination));

  return (
    <>
      <StepTitle title="Set up a second factor" />
      <FirstEnrolment destination={destination} passkeyHost={passkeyHost()} />
    </>
  );
}
