import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { oneOf } from "@/_lib/search-parameter";
import { currentSession, sessionAwaitingPassword } from "@/_lib/session";
import { safeReturnPath, signInPath } from "@/_lib/sign-in-path";
import { StartAgain } from "../_components/start-again";
import { StepTitle } from "../_components/step-title";
import { ReplacePassword } from "./_components/replace-password";

export const metadata: Metadata = { title: "New password" };

interface Props {
  searchParams: Promise<{ returnTo?: string | string[] }>;
}

/** An issued password is known to whoever issued it, so it opens nothing but the way to another one. */
export default async function NewPasswordPage({ searchParams }: Readonly<Props>) {
  const destination = safeReturnPath(oneOf((await searchParams).returnTo)) ?? "/";
  if (await currentSession()) redirect(destination);
  const session = await sessionAwaitingPassword();
  if (!session) redirect(signInPath({ returnTo: destination }));

  return (
    <>
      <StepTitle title="Choose your own password">
        Yours was issued by an administrator. From now on nobody but you knows it.
      </StepTitle>
      <ReplacePassword email={session.email} destination={destination} />
      <StartAgain />
    </>
  );
}
