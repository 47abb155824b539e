"use client";

import { TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import classes from "./code-field.module.css";

interface Props {
  label: string;
  kind: "totp" | "recovery-code";
  value: string;
  onChange: (value: string) => void;
  /** Takes the focus when it appears: where the page exists for this field. */
  isAwaited?: boolean;
}

const SHAPES = {
  totp: {
    inputMode: "numeric",
    autoComplete: "one-time-code",
    placeholder: "000 000",
    maxLength: 16,
  },
  "recovery-code": {
    inputMode: "text",
    autoComplete: "off",
    placeholder: "xxxxx-xxxxx-xxxxx-xxxxx-xxxxx",
    maxLength: 40,
  },
} as const;

/** One field for a whole code, so that it can be pasted, filled in by a phone, and read out. */
export function CodeField({ label, kind, value, onChange, isAwaited }: Readonly<Props>) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isAwaited) input.current?.focus();
  }, [isAwaited]);

  return (
    <TextInput
      ref={input}
      label={label}
      name={kind}
      size="md"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      withAsterisk={false}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      data-autofocus={isAwaited || undefined}
      classNames={{ input: kind === "totp" ? classes.digits : classes.signs }}
      {...SHAPES[kind]}
    />
  );
}
