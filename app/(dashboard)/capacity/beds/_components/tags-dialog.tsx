"use client";

import { useState } from "react";
import type { BedTag } from "#models/beds/bed-tag";
import type { BedDialogProps } from "./bed-dialogs";
import { ChipSet } from "./chip-set";
import { DialogFrame } from "@/_components/ui/dialog-frame";

/** What a bed offers. */
export function TagsDialog({
  name,
  seen,
  tags: noted,
  give,
  close,
}: Readonly<BedDialogProps & { tags: readonly BedTag[] }>) {
  const [tags, setTags] = useState([...noted]);
  return (
    <DialogFrame
      title={`Isolation and equipment of ${name}`}
      confirmLabel="Save"
      onClose={close}
      onConfirm={() => give({ type: "set-tags", bed: seen, tags })}
    >
      <ChipSet label="The bed offers" value={tags} onChange={setTags} />
    </DialogFrame>
  );
}
