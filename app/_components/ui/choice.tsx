"use client";

import { Chip, Group, Input, Text } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./choice.module.css";

interface ChoiceProps {
  label: string;
  options: readonly { value: string; label: string }[];
  description?: string | undefined;
  value?: string;
  error?: ReactNode;
  onChange?: (value: string) => void;
}

/** One of a few, all in sight: a single tap. */
export function Choice({
  label,
  options,
  description,
  value = "",
  error,
  onChange,
}: Readonly<ChoiceProps>) {
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div" required>
        {label}
      </Input.Label>
      <Chip.Group value={value} onChange={(chosen) => onChange?.(chosen)}>
        <Group gap={8} mt={4}>
          {options.map((option) => (
            <Chip
              key={option.value}
              value={option.value}
              variant="outline"
              radius="sm"
              classNames={{ label: classes.chip ?? "" }}
            >
              {option.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {description && (
        <Text size="sm" c="dimmed" mt={6}>
          {description}
        </Text>
      )}
      {error && (
        <Input.Error mt={6} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}
