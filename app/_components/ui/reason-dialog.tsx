"use client";

import { Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { DialogFrame } from "./dialog-frame";

interface Props {
  title: string;
  about: string;
  label: string;
  confirmLabel: string;
  /** A name is a line, a reason may be longer. */
  kind: "name" | "reason";
  /** Characters of a reason that must be said at the least. */
  shortest?: number;
  longest?: number;
  isBusy?: boolean;
  onConfirm: (text: string) => void;
  onClose: () => void;
}

const SHORTEST = { name: 1, reason: 10 } as const;
const LONGEST = { name: 80, reason: 500 } as const;

/** Asks for a name or a reason before something is done. */
export function ReasonDialog(props: Readonly<Props>) {
  const { title, about, label, confirmLabel, kind, isBusy = false, onConfirm, onClose } = props;
  const { shortest = SHORTEST[kind], longest = LONGEST[kind] } = props;
  const [text, setText] = useState("");
  const field = {
    ...{ label, value: text, maxLength: longest, "data-autofocus": true },
    ...(shortest > 1 && { description: `At least ${shortest} characters.` }),
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  };
  return (
    <DialogFrame
      title={title}
      confirmLabel={confirmLabel}
      isIncomplete={text.trim().length < shortest}
      isBusy={isBusy}
      onConfirm={() => onConfirm(text.trim())}
      onClose={onClose}
    >
      <Text size="sm">{about}</Text>
      {kind === "name" ? <TextInput {...field} /> : <Textarea autosize minRows={2} {...field} />}
    </DialogFrame>
  );
}
