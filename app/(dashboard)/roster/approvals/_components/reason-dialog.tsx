"use client";

import { Button, Group, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";

interface Props {
  title: string;
  isBusy: boolean;
  onDecline: (reason: string) => void;
  onClose: () => void;
}

/** Nobody is told no without being told why. */
export function ReasonDialog({ title, isBusy, onDecline, onClose }: Readonly<Props>) {
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const decline = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim().length < 3) setMissing(true);
    else onDecline(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={decline} noValidate>
        <Textarea
          label="Reason"
          description="Whoever asked reads it."
          required
          maxLength={300}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          error={isMissing && "Say why, in a few words."}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value);
            setMissing(false);
          }}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Decline
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
