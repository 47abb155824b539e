"use client";

import { Button, Group, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { IncidentId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { writeNote } from "../../actions";
import classes from "./incident.module.css";

export interface ShownNote {
  key: string;
  /** Undefined when its seal does not open. */
  text: string | undefined;
  signature: string;
}

interface Props {
  incidentId: IncidentId;
  notes: readonly ShownNote[];
  isReadOnly: boolean;
}

/** What the officers tell each other. Kept sealed; never changed afterwards. */
export function NotePad({ incidentId, notes, isReadOnly }: Readonly<Props>) {
  const [text, setText] = useState("");
  const { isBusy, run } = useAction();

  const add = async () => {
    const written = await run(() => writeNote({ incidentId, text }));
    if (written) setText("");
  };

  return (
    <>
      {notes.length === 0 ? (
        <Text size="sm" c="dimmed">
          No notes.
        </Text>
      ) : (
        <ol className={classes.notes}>
          {notes.map((note) => (
            <li key={note.key}>
              {note.text === undefined ? (
                <Text c="var(--wc-high-text)">
                  This note does not open: it was changed in the database, or its key is gone.
                </Text>
              ) : (
                <Text className={classes.words}>{note.text}</Text>
              )}
              <div className={classes.quiet}>{note.signature}</div>
            </li>
          ))}
        </ol>
      )}
      {isReadOnly ? null : (
        <div className={classes.writing}>
          <Textarea
            label="New note"
            description="Who was called, what was found. No patient's name: not everybody who reads this may see patients."
            autosize
            minRows={2}
            maxRows={10}
            maxLength={4_000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Group justify="flex-end" mt={8}>
            <Button
              size="sm"
              variant="default"
              disabled={!text.trim()}
              loading={isBusy}
              onClick={() => void add()}
            >
              Add note
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}
