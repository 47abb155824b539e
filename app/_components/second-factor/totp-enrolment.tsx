"use client";

import { Button, Code, CopyButton, Skeleton, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import type { ActionResult } from "@/_lib/action-result";
import type { Enrolled } from "@/_lib/sign-in/enrol";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { CodeField } from "./code-field";
import { addTotp, offerTotp, type TotpOffer } from "./enrol-actions";
import { UNREACHABLE } from "./problems";
import classes from "./totp-enrolment.module.css";

interface Props {
  onEnrolled: (enrolled: Enrolled) => void;
}

/** An authenticator app: shown the secret as a picture and in letters, and proved by the code it shows. */
export function TotpEnrolment({ onEnrolled }: Readonly<Props>) {
  const [offer, setOffer] = useState<TotpOffer>();
  const [name, setName] = useState("Authenticator app");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    let isGone = false;
    offerTotp().then(
      (answer) => {
        if (isGone) return;
        if (answer.ok) setOffer(answer.value);
        else setProblem(answer.error.message);
      },
      () => !isGone && setProblem(UNREACHABLE),
    );
    return () => {
      isGone = true;
    };
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    const answer = await addTotp({ code, name }).catch((): ActionResult<Enrolled> => ({
      ok: false,
      error: { code: "unavailable", message: UNREACHABLE },
    }));
    if (answer.ok) return onEnrolled(answer.value);
    setProblem(answer.error.message);
    setCode("");
    setBusy(false);
  };

  return (
    <form method="post" onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
      <ol className={classes.steps}>
        <li>
          <Text>Scan this with an authenticator app on your phone.</Text>
          <div className={classes.picture}>
            {offer ? (
              // eslint-disable-next-line @next/next/no-img-element -- made here, never fetched
              <img
                src={offer.qrCode}
                width={192}
                height={192}
                alt="QR code of the secret that is written below"
              />
            ) : (
              <Skeleton width={192} height={192} />
            )}
          </div>
          <Text size="sm" c="dimmed">
            No camera? Type this secret into the app:
          </Text>
          <div className={classes.secret}>
            <Code role="group" aria-label="Secret">
              {offer ? inGroups(offer.secret) : "…"}
            </Code>
            <CopyButton value={offer?.secret ?? ""}>
              {({ copied, copy }) => (
                <Button variant="subtle" size="compact-sm" onClick={copy} disabled={!offer}>
                  {copied ? "Copied" : "Copy"}
                </Button>
              )}
            </CopyButton>
          </div>
        </li>
        <li>
          <CodeField
            kind="totp"
            label="The code that the app shows now"
            value={code}
            onChange={setCode}
          />
        </li>
        <li>
          <TextInput
            label="A name, to tell it from your others"
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            maxLength={60}
          />
        </li>
      </ol>
      <Button type="submit" size="md" fullWidth mt="md" loading={isBusy} disabled={!offer}>
        Add the app
      </Button>
    </form>
  );
}

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
