"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { UserId } from "#models/shared/ids";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { LeaveGuard } from "@/_components/ui/leave-guard";
import type { ShownSheet, ShownSignatures } from "../shown-handover";
import classes from "./handover-view.module.css";
import { OpenSavers, OpenSaversContext } from "./open-savers";
import { PatientSheet } from "./patient-sheet";
import { SignOff } from "./sign-off";
import { UnitSheet } from "./unit-sheet";
import type { Place } from "./use-section-saver";

interface Props {
  place: Place;
  unitName: string;
  userId: UserId;
  mayWrite: boolean;
  signatures: ShownSignatures;
  sheets: readonly ShownSheet[];
  changes: number;
  readAt: number;
}

/** A unit's handover: the signatures, the unit on one sheet, then each patient. */
export function HandoverView(props: Readonly<Props>) {
  const { place, unitName, mayWrite, signatures, sheets, readAt } = props;
  const [open] = useState(() => new OpenSavers());
  // What only waits or is on its way is saved when the page is left by a link.
  const isStuck = useSyncExternalStore(
    open.subscribe,
    () => open.isStuck,
    () => false,
  );
  const time = useHospitalTime();
  const isFixed = signatures.given !== undefined;

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (open.hasUnsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [open]);

  return (
    <OpenSaversContext value={open}>
      <LeaveGuard isDirty={isStuck} what="Words that are not saved" />
      <SignOff {...props} />
      <p className={classes.asOf}>
        {isFixed
          ? "As it was signed. What has happened since stands on the board."
          : `As of ${time.clock(readAt)}: open the page again for newer values. Words that people changed stay as they are.`}
      </p>
      <h2 className={classes.title}>The unit</h2>
      <UnitSheet sheets={sheets} caption={`${unitName}: everybody in a bed`} isFixed={isFixed} />
      <h2 className={classes.title}>Patients</h2>
      {sheets.map((sheet) => (
        <PatientSheet
          key={sheet.encounterId}
          sheet={sheet}
          place={place}
          isOpen={mayWrite && !isFixed}
        />
      ))}
    </OpenSaversContext>
  );
}
