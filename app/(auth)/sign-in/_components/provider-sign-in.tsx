"use client";

import { Alert, Button, Divider } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { secondStepPath } from "@/_lib/sign-in-path";
import { OPEN_ID_CONNECT } from "@/_lib/sign-in/provider-id";

interface Props {
  /** As the hospital calls its identity provider. */
  name: string;
  /** A path of ours, already checked. */
  destination: string;
  /** Why the last attempt came back here, in next-auth's words. */
  error: string | undefined;
}

/** The other way in: at the hospital's identity provider. */
export function ProviderSignIn({ name, destination, error }: Readonly<Props>) {
  const [isLeaving, setLeaving] = useState(false);
  const [isUnreachable, setUnreachable] = useState(false);
  const problem = isUnreachable
    ? "The server does not answer. Check the connection and try again."
    : explain(error, name);

  const leave = async () => {
    setLeaving(true);
    setUnreachable(false);
    try {
      // The second factor is asked for there, unless the provider has vouched for one.
      await signIn(OPEN_ID_CONNECT, { callbackUrl: secondStepPath(destination) });
    } catch {
      setUnreachable(true);
      setLeaving(false);
    }
  };

  return (
    <>
      <Divider label="or" my="lg" />
      <div role="alert">
        {problem ? (
          <Alert color="red" icon={<IconAlertCircle />} mb="md">
            {problem}
          </Alert>
        ) : null}
      </div>
      <Button
        variant="default"
        fullWidth
        size="md"
        loading={isLeaving}
        onClick={() => void leave()}
      >
        Sign in with {name}
      </Button>
    </>
  );
}

/** One text for every refusal: it must not tell whether the account exists, is locked or disabled. */
function explain(error: string | undefined, name: string): string | undefined {
  switch (error) {
    case undefined:
      return undefined;
    case "AccessDenied":
      return `Signing in with ${name} does not open an account here. An account must exist for your verified email address, and must not be locked or disabled; a system administrator can help.`;
    case "OAuthSignin":
      return `${name} does not answer. Try again in a moment, or sign in with your password.`;
    default:
      return `The sign-in with ${name} was not completed. Try again, or sign in with your password.`;
  }
}
