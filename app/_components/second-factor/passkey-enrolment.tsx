"use client";

import { Button, Text, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { Enrolled } from "@/_lib/sign-in/enrol";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { addPasskey, offerPasskey } from "./enrol-actions";
import { makeInBrowser } from "./passkey-dialogue";
import { UNREACHABLE } from "./problems";

interface Props {
  onEnrolled: (enrolled: Enrolled) => void;
}

/** A passkey: made by this device, a phone nearby or a security key. */
export function PasskeyEnrolment({ onEnrolled }: Readonly<Props>) {
  const [name, setName] = useState("Passkey");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const enrol = async (): Promise<string | undefined> => {
    const offer = await offerPasskey();
    if (!offer.ok) return offer.error.message;
    const made = await makeInBrowser(offer.value);
    if (!made.ok) return made.error;
    const added = await addPasskey({ attestation: made.value, name });
    if (!added.ok) return added.error.message;
    onEnrolled(added.value);
    return undefined;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    setProblem(await enrol().catch(() => UNREACHABLE));
    setBusy(false);
  };

  return (
    <form method="post" onSubmit={(event) => void submit(event)}>
      <ProblemAlert problem={problem} />
      <Text mb="md">
        Your browser now asks for a finger, a face or a PIN. Nothing of that leaves the device: it
        makes a key that answers to this address alone.
      </Text>
      <TextInput
        label="A name, to tell it from your others"
        size="md"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        maxLength={60}
        data-autofocus
      />
      <Button
        type="submit"
        size="md"
        fullWidth
        mt="md"
        loading={isBusy}
        leftSection={<IconFingerprint size={20} aria-hidden="true" />}
      >
        Make a passkey
      </Button>
    </form>
  );
}
