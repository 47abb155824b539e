"use client";

import { useState } from "react";
import { BLOCK_REASONS, BlockReason } from "#models/beds/bed-reason";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { useLive } from "@/_components/live/live-provider";
import { Choice } from "@/_components/ui/choice";
import type { BedDialogProps } from "./bed-dialogs";
import { BLOCK_HOURS, NO_END } from "./dialog-durations";
import { DialogFrame } from "@/_components/ui/dialog-frame";

const REASONS = BlockReason.options.map((value) => ({ value, label: BLOCK_REASONS[value] }));

/** Why a bed is not to be used, and when somebody is to look at it again. */
export function BlockDialog({ name, seen, give, close }: Readonly<BedDialogProps>) {
  const { store } = useLive();
  const [chosen, setChosen] = useState("");
  const [hours, setHours] = useState(NO_END);
  const reason = BlockReason.safeParse(chosen).data;

  return (
    <DialogFrame
      title={`Block ${name}`}
      confirmLabel="Block"
      isIncomplete={!reason}
      onClose={close}
      onConfirm={() => {
        if (!reason) return;
        const until =
          hours === NO_END ? null : Math.round(store.now()) + Number(hours) * MS_PER_HOUR;
        give({ type: "block", bed: seen, reason, until });
      }}
    >
      <Choice label="Why" options={REASONS} value={chosen} onChange={setChosen} />
      <Choice
        label="To be looked at again in"
        options={BLOCK_HOURS}
        value={hours}
        onChange={setHours}
        description="It stays blocked until somebody unblocks it; past this time the board says that it is overdue."
      />
    </DialogFrame>
  );
}
