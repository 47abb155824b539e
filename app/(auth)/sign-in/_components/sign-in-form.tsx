"use client";

import { Alert, Button, Code, PasswordInput, Text, TextInput } from "@mantine/core";
import { IconAlertCircle, IconInfoCircle } from "@tabler/icons-react";
import { signIn } from "next-auth/react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";

interface Props {
  /** A path of ours, already checked. */
  destination: string;
  /** Why somebody was sent here. */
  notice: string | undefined;
  demoAccountsFile: string | undefined;
}

type Problem = "refused" | "too-often" | "unreachable";

// One text for every refusal: it must not tell whether the account exists, is locked or disabled.
const PROBLEMS: Record<Problem, string> = {
  refused:
    "That email and password do not open an account. After five failures an account is locked for a while, even for the right password.",
  "too-often": "That was too often in a short time. Wait a minute and try again.",
  unreachable: "The server does not answer. Check the connection and try again.",
};

export function SignInForm({ destination, notice, demoAccountsFile }: Readonly<Props>) {
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);

    const outcome = await attempt(String(form.get("email")), String(form.get("password")));
    if (outcome === "admitted") {
      // A whole new page: nothing that was rendered for somebody else survives.
      window.location.assign(destination);
      return;
    }
    setProblem(outcome);
    setBusy(false);
    password.current?.select();
  };

  const noticeCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));

  // "post": should it be sent before the script is there, the password must not end up in the address.
  return (
    <form method="post" onSubmit={(event) => void submit(event)}>
      <div role="alert">
        {problem ? (
          <Alert color="red" variant="outline" icon={<IconAlertCircle />} mb="md" c="var(--wc-ink)">
            {PROBLEMS[problem]}
          </Alert>
        ) : null}
      </div>
      {notice && !problem ? (
        <Alert color="iris" variant="light" icon={<IconInfoCircle />} mb="md" role="status">
          <Text size="sm" c="var(--wc-ink)">
            {notice}
          </Text>
        </Alert>
      ) : null}
      <TextInput
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        required
        withAsterisk={false}
      />
      <PasswordInput
        ref={password}
        label="Password"
        name="password"
        autoComplete="current-password"
        size="md"
        mt="md"
        required
        withAsterisk={false}
        maxLength={256}
        onKeyDown={noticeCapsLock}
        onKeyUp={noticeCapsLock}
        onBlur={() => setCapsLock(false)}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      />
      <Text role="status" size="sm" mt={8} mih={22} c="var(--wc-medium-text)" fw={560}>
        {hasCapsLock ? "Caps Lock is on." : ""}
      </Text>
      <Button type="submit" fullWidth size="md" mt={8} loading={isBusy}>
        Sign in
      </Button>
      <Text size="sm" c="dimmed" mt="lg">
        {demoAccountsFile ? (
          <>
            Demonstration: the accounts and their passwords are in{" "}
            <Code style={{ overflowWrap: "anywhere" }}>{demoAccountsFile}</Code> on the machine that
            runs Wardcast.
          </>
        ) : (
          "Forgotten the password, or locked out? A system administrator can help."
        )}
      </Text>
    </form>
  );
}

async function attempt(email: string, password: string): Promise<"admitted" | Problem> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    if (answer?.ok) return "admitted";
    if (answer?.status === 429) return "too-often";
    return answer?.status === 401 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}
