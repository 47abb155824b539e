"use client";

import { Alert, Button, Code, Divider, PasswordInput, Text, TextInput } from "@mantine/core";
import { IconFingerprint, IconInfoCircle } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { askBrowser } from "@/_components/second-factor/passkey-dialogue";
import { usePasskeyObstacle } from "@/_components/second-factor/passkey-obstacle";
import { UNREACHABLE } from "@/_components/second-factor/problems";
import { secondStepPath } from "@/_lib/sign-in-path";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { askAnyPasskey } from "../actions";
import { takeStep } from "./take-step";

interface Props {
  /** A path of ours, already checked. */
  destination: string;
  /** Why somebody was sent here. */
  notice: string | undefined;
  passkeyHost: string | undefined;
  demoAccountsFile: string | undefined;
}

// One text for every refusal: it must not tell whether the account exists, is locked or disabled.
const REFUSED =
  "That email and password do not open an account. After five failures an account is locked for a while, even for the right password; a password that was issued and not used ends after a day.";
const PASSKEY_REFUSED =
  "That passkey does not open an account. Sign in with your email and password.";

export function SignInForm({
  destination,
  notice,
  passkeyHost,
  demoAccountsFile,
}: Readonly<Props>) {
  const [problem, setProblem] = useState<string>();
  const [busyWith, setBusyWith] = useState<"password" | "passkey">();
  const [hasCapsLock, setCapsLock] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const obstacle = usePasskeyObstacle(passkeyHost);

  const complain = (text: string) => {
    setProblem(text);
    setBusyWith(undefined);
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusyWith("password");
    setProblem(undefined);

    const step = await takeStep("credentials", {
      email: String(form.get("email")),
      password: String(form.get("password")),
    });
    // A whole new page: nothing that was rendered for somebody else survives.
    if (step === "taken") return window.location.assign(secondStepPath(destination));
    complain(step === "refused" ? REFUSED : UNREACHABLE);
    password.current?.select();
  };

  const enterByPasskey = async () => {
    setBusyWith("passkey");
    setProblem(undefined);

    const question = await askAnyPasskey().catch(() => undefined);
    if (!question) return complain(UNREACHABLE);
    const answer = await askBrowser(question);
    if (!answer.ok) return complain(answer.error);
    const step = await takeStep("passkey", { proof: JSON.stringify(answer.value) });
    if (step === "taken") return window.location.assign(destination);
    complain(step === "refused" ? PASSKEY_REFUSED : UNREACHABLE);
  };

  const noticeCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));

  // "post": should it be sent before the script is there, the password must not end up in the address.
  return (
    <form method="post" onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
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
      <Button
        type="submit"
        fullWidth
        size="md"
        mt={8}
        loading={busyWith === "password"}
        disabled={busyWith === "passkey"}
      >
        Sign in
      </Button>
      {obstacle === undefined ? (
        <>
          <Divider my="md" label="or" />
          <Button
            variant="default"
            fullWidth
            size="md"
            leftSection={<IconFingerprint size={20} aria-hidden="true" />}
            loading={busyWith === "passkey"}
            disabled={busyWith === "password"}
            onClick={() => void enterByPasskey()}
          >
            Use a passkey
          </Button>
        </>
      ) : null}
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
