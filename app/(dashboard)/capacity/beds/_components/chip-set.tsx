"use client";

import { Chip, Group, Input } from "@mantine/core";
import { useId } from "react";
import { BED_TAGS, BedTag } from "#models/beds/bed-tag";

interface Props {
  label: string;
  value: readonly BedTag[];
  onChange: (tags: BedTag[]) => void;
}

/** Any of the tags, all in sight. */
export function ChipSet({ label, value, onChange }: Readonly<Props>) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Input.Label id={id} labelElement="div">
        {label}
      </Input.Label>
      <Chip.Group
        multiple
        value={[...value]}
        onChange={(chosen) => onChange(BedTag.array().parse(chosen))}
      >
        <Group gap={8} mt={4}>
          {BedTag.options.map((tag) => (
            <Chip key={tag} value={tag} variant="outline" radius="sm">
              {BED_TAGS[tag]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </div>
  );
}
