"use client";

import { Button, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconDeviceMobile, IconFingerprint } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { SecondFactorKind } from "#models/access/second-factor";
import type { Enrolled } from "@/_lib/sign-in/enrol";
import classes from "./enrolment.module.css";
import { PasskeyEnrolment } from "./passkey-enrolment";
import { usePasskeyObstacle } from "./passkey-obstacle";
import { RecoveryCodes } from "./recovery-codes";
import { TotpEnrolment } from "./totp-enrolment";

interface Props {
  passkeyHost: string | undefined;
  doneLabel: string;
  isBusy: boolean;
  onDone: () => void;
  /** Stands above the choice. */
  intro?: string;
  /** Stands below until the factor is added. */
  children?: ReactNode;
}

/** Adds a factor: which kind, then the factor itself, then the recovery codes when there are new ones. */
export function Enrolment({
  passkeyHost,
  doneLabel,
  isBusy,
  onDone,
  intro,
  children,
}: Readonly<Props>) {
  const obstacle = usePasskeyObstacle(passkeyHost);
  const [kind, setKind] = useState<SecondFactorKind>();
  const [codes, setCodes] = useState<readonly string[]>();

  // What was clicked is gone with the last stage: whoever goes by keyboard or ear is taken to the next.
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (kind || codes) stage.current?.focus();
  }, [kind, codes]);

  const enrolled = ({ recoveryCodes }: Enrolled) => {
    if (recoveryCodes) setCodes(recoveryCodes);
    else onDone();
  };

  if (codes)
    return (
      <div ref={stage} tabIndex={-1} className={classes.stage}>
        <RecoveryCodes codes={codes} doneLabel={doneLabel} isBusy={isBusy} onDone={onDone} />
      </div>
    );

  if (kind)
    return (
      <div ref={stage} tabIndex={-1} className={classes.stage}>
        {kind === "totp" ? (
          <TotpEnrolment onEnrolled={enrolled} />
        ) : (
          <PasskeyEnrolment onEnrolled={enrolled} />
        )}
        <Button variant="subtle" fullWidth mt="xs" onClick={() => setKind(undefined)}>
          Choose another way
        </Button>
        {children}
      </div>
    );

  return (
    <>
      {intro ? (
        <Text c="dimmed" mb="lg">
          {intro}
        </Text>
      ) : null}
      <ul className={classes.kinds}>
        <li>
          <Kind
            icon={IconFingerprint}
            title="Passkey"
            isBarred={obstacle !== undefined}
            onClick={() => setKind("passkey")}
          >
            A finger, a face or a PIN on this device, a phone or a security key. Cannot be phished.
          </Kind>
        </li>
        <li>
          <Kind
            icon={IconDeviceMobile}
            title="Authenticator app"
            isBarred={false}
            onClick={() => setKind("totp")}
          >
            An app on your phone that shows a new code every 30 seconds.
          </Kind>
        </li>
      </ul>
      {obstacle ? (
        <Text size="sm" c="dimmed" mt="sm">
          A passkey cannot be made here. {obstacle} An authenticator app works everywhere.
        </Text>
      ) : null}
      {children}
    </>
  );
}

interface KindProps {
  icon: typeof IconFingerprint;
  title: string;
  isBarred: boolean;
  onClick: () => void;
  children: string;
}

const Kind = ({ icon: Icon, title, isBarred, onClick, children }: Readonly<KindProps>) => (
  <UnstyledButton className={classes.kind} disabled={isBarred} onClick={onClick}>
    <Icon size={24} stroke={1.6} aria-hidden="true" />
    <span className={classes.about}>
      <span className={classes.title}>{title}</span>
      <span className={classes.what}>{children}</span>
    </span>
    <IconChevronRight size={18} aria-hidden="true" />
  </UnstyledButton>
);
