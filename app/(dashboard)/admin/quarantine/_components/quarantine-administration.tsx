"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { QuarantinedMessage } from "#db/quarantine";
import { REFUSALS } from "#models/messages/refusal";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { useAction } from "@/_components/ui/use-action";
import { SectionHeading } from "../../_components/section-heading";
import { discardMessage, replayMessage } from "../actions";

interface Props {
  messages: readonly QuarantinedMessage[];
  /** How many wait, shown here or not. */
  open: number;
  /** There is no room for another: it is refused and not kept. */
  isFull: boolean;
}

const faultyPart = ({ segment, field }: QuarantinedMessage): string => {
  if (!segment) return "The whole message";
  return field === null ? segment : `${segment}-${field}`;
};

export function QuarantineAdministration({ messages, open, isFull }: Readonly<Props>) {
  const [discarding, setDiscarding] = useState<QuarantinedMessage>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();

  const discard = async ({ quarantineId }: QuarantinedMessage) => {
    await run(() => discardMessage({ quarantineId }));
    setDiscarding(undefined);
  };

  return (
    <section aria-label="Held messages">
      <SectionHeading title="Held messages">
        Messages that were refused, with the reason and never their content. Mend the cause, such as
        a missing bed, then replay; the sender has been told of the refusal.
      </SectionHeading>
      {isFull ? (
        <Alert color="red" title="No room for another" mb="sm">
          {open} messages are held. What is refused from now on is answered but not kept, until some
          of these are replayed or discarded.
        </Alert>
      ) : null}
      {open > messages.length ? (
        <Text size="sm" c="dimmed" mb="sm">
          The {messages.length} newest of {open} are shown.
        </Text>
      ) : null}
      <RecordTable
        caption="Held messages"
        rows={messages}
        rowKey={({ quarantineId }) => quarantineId}
        empty="No message is held: everything the gateways sent has been taken."
        columns={[
          {
            title: "Reason",
            isHeader: true,
            cell: ({ reason }) => (
              <Text fw={560} size="sm">
                {REFUSALS[reason].text}
              </Text>
            ),
          },
          { title: "Where", cell: faultyPart },
          { title: "Type", cell: ({ type }) => type ?? "Unknown" },
          { title: "Sender", cell: ({ sender }) => sender || "Unknown" },
          { title: "Received", cell: ({ receivedAt }) => time.dayAndClock(receivedAt) },
          {
            title: "Sent again",
            cell: ({ repetitions }) => (repetitions === 0 ? "No" : `${repetitions} ×`),
          },
          {
            title: "Actions",
            isTitleHidden: true,
            cell: (message) =>
              message.status === "replay-requested" ? (
                <StatusLabel tone="unknown">Replay requested</StatusLabel>
              ) : (
                <Group gap={8} wrap="nowrap">
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Replay message ${message.quarantineId}`}
                    disabled={isBusy}
                    onClick={() => void run(() => replayMessage(message))}
                  >
                    Replay
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    color="gray"
                    c="var(--wc-high-text)"
                    aria-label={`Discard message ${message.quarantineId}`}
                    onClick={() => setDiscarding(message)}
                  >
                    Discard
                  </Button>
                </Group>
              ),
          },
        ]}
      />
      {discarding ? (
        <ConfirmDialog
          title="Discard this message?"
          consequence="It will not be taken any more, and what it said is not stored. This cannot be undone."
          confirmLabel="Discard"
          isBusy={isBusy}
          onConfirm={() => void discard(discarding)}
          onClose={() => setDiscarding(undefined)}
        />
      ) : null}
    </section>
  );
}
