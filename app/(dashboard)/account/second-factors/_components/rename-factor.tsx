"use client";

import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";

interface Props {
  name: string;
  isBusy: boolean;
  onRename: (name: string) => void;
  onClose: () => void;
}

export function RenameFactor({ name, isBusy, onRename, onClose }: Readonly<Props>) {
  const [given, setGiven] = useState(name);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRename(given);
  };

  return (
    <Modal opened onClose={onClose} title={`Rename ${name}`}>
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
          required
          withAsterisk={false}
          maxLength={60}
          data-autofocus
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
