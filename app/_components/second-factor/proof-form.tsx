"use client";

import { Button, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { GivenProof, SecondFactorWays } from "#models/access/second-factor";
import type { Result } from "#models/shared/result";
import type { PasskeyQuestion } from "@/_lib/sign-in/ask-passkey";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { CodeField } from "./code-field";
import { askBrowser } from "./passkey-dialogue";
import { usePasskeyObstacle } from "./passkey-obstacle";
import classes from "./proof-form.module.css";

type Way = GivenProof["kind"];

interface Props {
  ways: SecondFactorWays;
  passkeyHost: string | undefined;
  submitLabel: string;
  /** What the browser is to ask a passkey, or why not. */
  askPasskey: () => Promise<Result<PasskeyQuestion, string>>;
  /** Resolves to what is wrong with it; undefined when it was right and the page goes on. */
  show: (proof: GivenProof) => Promise<string | undefined>;
}

const SWITCH_LABELS: Record<Way, string> = {
  passkey: "Use a passkey",
  totp: "Use a code of the authenticator app",
  "recovery-code": "Use a recovery code",
};

/** Asks for a second factor in the way that is at hand, and offers the others. */
export function ProofForm({ ways, passkeyHost, submitLabel, askPasskey, show }: Readonly<Props>) {
  const obstacle = usePasskeyObstacle(passkeyHost);
  const [chosen, setChosen] = useState<Way>();
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const offered = offeredWays(ways, obstacle !== undefined);
  const way = chosen ?? offered[0];

  const attempt = async (proof: () => Promise<Result<GivenProof, string>>) => {
    setBusy(true);
    setProblem(undefined);
    const given = await proof();
    const wrong = given.ok ? await show(given.value) : given.error;
    if (wrong === undefined) return;
    setProblem(wrong);
    setCode("");
    setBusy(false);
  };

  const submitCode = (event: FormEvent) => {
    event.preventDefault();
    if (way === "totp" || way === "recovery-code")
      void attempt(async () => ({ ok: true, value: { kind: way, code } }));
  };

  const showPasskey = () =>
    void attempt(async () => {
      const question = await askPasskey();
      if (!question.ok) return question;
      const answer = await askBrowser(question.value);
      if (!answer.ok) return answer;
      return { ok: true, value: { kind: "passkey", assertion: answer.value } };
    });

  const choose = (next: Way) => {
    setChosen(next);
    setCode("");
    setProblem(undefined);
  };

  return (
    <>
      <ProblemAlert problem={problem} />
      <Stack gap="md">
        {ways.hasPasskey && obstacle ? (
          <Text size="sm" c="dimmed">
            A passkey cannot be used here. {obstacle}
          </Text>
        ) : null}

        {way === "passkey" ? (
          <Button
            size="md"
            fullWidth
            loading={isBusy}
            onClick={showPasskey}
            leftSection={<IconFingerprint size={20} aria-hidden="true" />}
            data-autofocus
          >
            Use your passkey
          </Button>
        ) : null}
        {way === "totp" || way === "recovery-code" ? (
          <form method="post" onSubmit={submitCode}>
            <CodeField
              key={way}
              kind={way}
              label={way === "totp" ? "Code of the authenticator app" : "Recovery code"}
              value={code}
              onChange={setCode}
              isAwaited
            />
            <Text size="sm" c="dimmed" mt={6}>
              {way === "totp"
                ? "Six digits, new every 30 seconds. Each is good once."
                : codesLeftText(ways.recoveryCodesLeft)}
            </Text>
            <Button type="submit" size="md" fullWidth mt="md" loading={isBusy}>
              {submitLabel}
            </Button>
          </form>
        ) : null}
        {way === undefined ? (
          <Text>
            This account has no second factor that can be used here. {obstacle} A system
            administrator can take the lost ones away, so that you enrol again.
          </Text>
        ) : null}

        <ul className={classes.others}>
          {offered
            .filter((other) => other !== way)
            .map((other) => (
              <li key={other}>
                <UnstyledButton className={classes.other} onClick={() => choose(other)}>
                  {SWITCH_LABELS[other]}
                </UnstyledButton>
              </li>
            ))}
        </ul>
      </Stack>
    </>
  );
}

/** The easiest first. */
function offeredWays(ways: SecondFactorWays, isPasskeyBarred: boolean): Way[] {
  return [
    ...(ways.hasPasskey && !isPasskeyBarred ? (["passkey"] as const) : []),
    ...(ways.hasTotp ? (["totp"] as const) : []),
    ...(ways.recoveryCodesLeft > 0 ? (["recovery-code"] as const) : []),
  ];
}

const codesLeftText = (left: number): string =>
  left === 1
    ? "It is used up by this, and it is the last one."
    : `It is used up by this. ${left} are left.`;
