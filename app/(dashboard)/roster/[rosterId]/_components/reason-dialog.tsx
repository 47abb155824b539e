"use client";

import { Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { DialogFrame } from "@/_components/ui/dialog-frame";

interface Props {
  title: string;
  about: string;
  label: string;
  confirmLabel: string;
  /** A name is a line, a reason may be longer. */
  kind: "name" | "reason";
  onConfirm: (text: string) => void;
  onClose: () => void;
}

const SHORTEST = { name: 1, reason: 10 } as const;

/** Asks for a name or a reason before something is done. */
export function ReasonDialog(props: Readonly<Props>) {
  const { title, about, label, confirmLabel, kind, onConfirm, onClose } = props;
  const [text, setText] = useState("");
  const Field = kind === "name" ? TextInput : Textarea;
  return (
    <DialogFrame
      title={title}
      confirmLabel={confirmLabel}
      isIncomplete={text.trim().length < SHORTEST[kind]}
      onConfirm={() => onConfirm(text.trim())}
      onClose={onClose}
    >
      <Text size="sm">{about}</Text>
      <Field
        label={label}
        value={text}
        maxLength={kind === "name" ? 80 : 500}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </DialogFrame>
  );
}
