"use client";

import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { NAME_LENGTH, NOTE_LENGTH, ScenarioName, ScenarioNote } from "../scenario-words";

export interface ScenarioWords {
  name: string;
  note: string;
}

interface Props {
  title: string;
  initial: ScenarioWords;
  saveLabel: string;
  isBusy: boolean;
  onSave: (words: ScenarioWords) => void;
  onClose: () => void;
}

/** Asks what a scenario is called and what it is for. */
export function NameDialog({
  title,
  initial,
  saveLabel,
  isBusy,
  onSave,
  onClose,
}: Readonly<Props>) {
  const form = useForm<ScenarioWords>({
    initialValues: initial,
    validate: {
      name: (name) => ScenarioName.safeParse(name).error?.issues[0]?.message,
      note: (note) => ScenarioNote.safeParse(note).error?.issues[0]?.message,
    },
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={form.onSubmit(onSave)} noValidate>
        <TextInput
          label="Name"
          maxLength={NAME_LENGTH}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Textarea
          label="Note"
          description="What it is for. No patient’s name or number: everybody who sees the capacity can read it."
          maxLength={NOTE_LENGTH}
          autosize
          minRows={2}
          maxRows={6}
          mt="sm"
          {...form.getInputProps("note")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {saveLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
