"use client";

import { Text } from "@mantine/core";
import { useState } from "react";
import type { BedCommand, BedOnBoard, SeenBed } from "#models/realtime/bed-board";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { useLive } from "@/_components/live/live-provider";
import { Choice } from "@/_components/ui/choice";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import { RESERVATION_HOURS, USUAL_RESERVATION_HOURS } from "./dialog-durations";
import type { Fit, Placement } from "./placement";

interface Props {
  placement: Placement;
  fit: Fit;
  /** Where the patient lies now; undefined of somebody who has no bed. */
  from: BedOnBoard | undefined;
  to: BedOnBoard;
  /** Whom it is about, and who lies there now: "Lovelace, Ada, 64 F". */
  who: string;
  other: string | undefined;
  /** "MICU 04", "ED 12". */
  names: { from: string; to: string };
  give: (command: BedCommand) => void;
  close: () => void;
}

const seen = ({ bedId, version }: BedOnBoard): SeenBed => ({ bedId, version });

/** The last word before a patient is given a bed, or a bed is kept for them. */
export function PlaceDialog(props: Readonly<Props>) {
  const { placement, fit, give, close } = props;
  const { store } = useLive();
  const [hours, setHours] = useState(USUAL_RESERVATION_HOURS);
  // As it was asked: what changes meanwhile is the server's to refuse, and to say who was first.
  const [isKept] = useState(fit.verdict === "keepable");
  const [beds] = useState({ from: props.from && seen(props.from), to: seen(props.to) });
  const { title, confirmLabel, consequence } = wordsFor(props, isKept);

  const confirm = () => {
    const until = Math.round(store.now()) + Number(hours) * MS_PER_HOUR;
    const command = commandFor(placement, beds, isKept ? until : undefined);
    if (command) give(command);
  };
  return (
    <DialogFrame
      title={title}
      confirmLabel={confirmLabel}
      isDoubtful={fit.verdict !== "suitable"}
      onClose={close}
      onConfirm={confirm}
    >
      <Text>{consequence}</Text>
      {fit.why.length > 0 && (
        <Text fw={600} c="var(--wc-medium-text)">
          {fit.verdict === "impossible" && "No longer possible: "}
          {fit.why.join(". ")}.
        </Text>
      )}
      {isKept && (
        <Choice label="Keep it for" options={RESERVATION_HOURS} value={hours} onChange={setHours} />
      )}
    </DialogFrame>
  );
}

function wordsFor(
  { placement: { type }, who, other, names: { from, to } }: Props,
  isKept: boolean,
) {
  if (isKept)
    return {
      title: `Keep ${to}?`,
      confirmLabel: "Keep the bed",
      consequence: `${who} in ${from} can have ${to} as soon as it is free.`,
    };
  if (type === "assign")
    return {
      title: `Assign ${to}?`,
      confirmLabel: "Assign",
      consequence: `${who} in ${from} moves to ${to}, and no longer waits.`,
    };
  if (type === "swap")
    return {
      title: `Swap ${from} and ${to}?`,
      confirmLabel: "Swap",
      consequence: `${who} in ${from} and ${other ?? "whoever lies"} in ${to} change beds.`,
    };
  return {
    title: `Transfer to ${to}?`,
    confirmLabel: "Transfer",
    consequence: `${who} moves from ${from} to ${to}. ${from} is then left as after a discharge.`,
  };
}

function commandFor(
  { encounterId, type }: Placement,
  { from, to }: { from: SeenBed | undefined; to: SeenBed },
  keepUntil: number | undefined,
): BedCommand | undefined {
  if (keepUntil !== undefined)
    return { type: "reserve", bed: to, for: { encounterId }, until: keepUntil };
  if (type === "assign") return { type, encounterId, to };
  if (!from) return undefined;
  return type === "swap" ? { type, bed: from, with: to } : { type, from, to };
}
