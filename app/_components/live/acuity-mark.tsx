import { VisuallyHidden } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import type { LiveAcuity } from "#models/realtime/board";
import { AcuityBars } from "./acuity-bars";
import classes from "./acuity-mark.module.css";
import { viewAcuity } from "./acuity-view";

/** The workload class, small: bars and a figure, and a pencil where somebody set it. Never an alarm's colour. */
export function AcuityMark({ acuity }: Readonly<{ acuity: LiveAcuity | undefined }>) {
  const { acuityClass, text, words, isOverridden } = viewAcuity(acuity);
  return (
    <span className={classes.mark} data-class={acuityClass ?? "unknown"}>
      <VisuallyHidden>{words}</VisuallyHidden>
      <AcuityBars acuityClass={acuityClass} />
      <span aria-hidden="true" className={classes.figure}>
        {text}
      </span>
      {isOverridden && <IconPencil size={12} stroke={2.2} aria-hidden="true" />}
    </span>
  );
}
