"use client";

import { useState } from "react";
import { RESERVATION_REASONS, ReservationReason } from "#models/beds/bed-reason";
import type { BedCommand, BoardingPatient } from "#models/realtime/bed-board";
import { EncounterId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { useLive } from "@/_components/live/live-provider";
import { Choice } from "@/_components/ui/choice";
import type { BedDialogProps } from "./bed-dialogs";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import { RESERVATION_HOURS, USUAL_RESERVATION_HOURS } from "./dialog-durations";
import { describeWho } from "./person-words";

const REASONS = ReservationReason.options.map((value) => ({
  value,
  label: RESERVATION_REASONS[value],
}));

type Keep = Extract<BedCommand, { type: "reserve" }>["for"];

/** For whom or what a bed is kept, and until when. */
export function ReserveDialog(
  props: Readonly<BedDialogProps & { patients: readonly BoardingPatient[] }>,
) {
  const { name, seen, patients, areNamesHidden, give, close } = props;
  const { store } = useLive();
  const [chosen, setChosen] = useState("");
  const [hours, setHours] = useState(USUAL_RESERVATION_HOURS);
  const keep = keepFor(chosen);
  const waiting = patients.map(({ encounterId, person, bedLabel }) => ({
    value: encounterId,
    label: `${describeWho(person, areNamesHidden)}${bedLabel ? `, bed ${bedLabel}` : ""}`,
  }));

  return (
    <DialogFrame
      title={`Reserve ${name}`}
      confirmLabel="Reserve"
      isIncomplete={!keep}
      onClose={close}
      onConfirm={() => {
        if (!keep) return;
        const until = Math.round(store.now()) + Number(hours) * MS_PER_HOUR;
        give({ type: "reserve", bed: seen, for: keep, until });
      }}
    >
      <Choice label="For" options={[...waiting, ...REASONS]} value={chosen} onChange={setChosen} />
      <Choice
        label="For how long?"
        options={RESERVATION_HOURS}
        value={hours}
        onChange={setHours}
        description="It ends by itself, and can be cancelled before. Your name and the time are recorded."
      />
    </DialogFrame>
  );
}

function keepFor(chosen: string): Keep | undefined {
  const reason = ReservationReason.safeParse(chosen);
  if (reason.success) return { reason: reason.data };
  const encounterId = EncounterId.safeParse(chosen);
  return encounterId.success ? { encounterId: encounterId.data } : undefined;
}
