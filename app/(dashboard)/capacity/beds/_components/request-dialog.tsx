"use client";

import { useState } from "react";
import type { BedTag } from "#models/beds/bed-tag";
import { UnitKind } from "#models/encounters/demographics";
import type { EncounterId } from "#models/shared/ids";
import { Choice } from "@/_components/ui/choice";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import type { BedDialogProps } from "./bed-dialogs";
import { ChipSet } from "./chip-set";
import { DialogFrame } from "@/_components/ui/dialog-frame";

const NeededKind = UnitKind.exclude(["emergency"]);
const KINDS = NeededKind.options.map((value) => ({ value, label: UNIT_KIND_TITLES[value] }));

/** The decision to admit somebody from the emergency department: from here the wait is counted. */
export function RequestDialog({
  name,
  encounterId,
  give,
  close,
}: Readonly<BedDialogProps & { encounterId: EncounterId }>) {
  const [chosen, setChosen] = useState("");
  const [needs, setNeeds] = useState<BedTag[]>([]);
  const neededKind = NeededKind.safeParse(chosen).data;
  return (
    <DialogFrame
      title={`Ask for a bed for the patient of ${name}`}
      confirmLabel="Ask for a bed"
      isIncomplete={!neededKind}
      onClose={close}
      onConfirm={() => {
        if (neededKind) give({ type: "request-bed", encounterId, neededKind, needs });
      }}
    >
      <Choice label="Kind of unit" options={KINDS} value={chosen} onChange={setChosen} />
      <ChipSet label="The patient needs" value={needs} onChange={setNeeds} />
    </DialogFrame>
  );
}
