"use client";

import { Button, Group, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { z } from "zod";
import { useAction } from "@/_components/ui/use-action";
import { askForVerification } from "../actions";

interface Props {
  /** The verification that waits or is under way. */
  running: { lastSequence: number | null } | undefined;
  of: number;
}

const Progress = z.object({ isRunning: z.boolean(), lastSequence: z.number().nullable() });
const ASK_MS = 2_000;

/** Asks for a verification and tells how far it is; the page shows what came of it. */
export function VerificationControl({ running, of }: Readonly<Props>) {
  const router = useRouter();
  const { isBusy, run } = useAction();
  const lastSequence = useProgress(running, () => router.refresh());

  if (running)
    return (
      <Text size="sm" c="dimmed" role="status">
        {lastSequence === null
          ? "Verification begins in a moment…"
          : `Verifying: record ${lastSequence.toLocaleString("en-GB")} of ${of.toLocaleString("en-GB")}`}
      </Text>
    );
  const ask = (isWhole: boolean) => void run(() => askForVerification({ isWhole }));
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" disabled={isBusy} onClick={() => ask(false)}>
        Verify new records
      </Button>
      <Button size="xs" variant="default" disabled={isBusy} onClick={() => ask(true)}>
        Verify all
      </Button>
    </Group>
  );
}

/** How far it is, asked for every two seconds until it is done. */
function useProgress(running: Props["running"], onDone: () => void): number | null {
  const [lastSequence, setLastSequence] = useState<number | null>(null);
  const isRunning = running !== undefined;

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(async () => {
      // What is not answered now is asked again.
      const response = await fetch("/security/audit/verification").catch(() => undefined);
      const answer = response?.ok ? Progress.safeParse(await response.json()) : undefined;
      if (!answer?.success) return;
      setLastSequence(answer.data.lastSequence);
      if (answer.data.isRunning) return;
      clearInterval(timer);
      setLastSequence(null);
      onDone();
    }, ASK_MS);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked anew only for another verification
  }, [isRunning]);

  return lastSequence ?? running?.lastSequence ?? null;
}
