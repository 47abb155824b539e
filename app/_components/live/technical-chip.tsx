import { VisuallyHidden } from "@mantine/core";
import {
  IconAntennaBarsOff,
  IconCalculatorOff,
  IconPlugConnectedX,
  IconWaveSawTool,
  type Icon,
} from "@tabler/icons-react";
import type { TechnicalAlarm, TechnicalAlarmKind } from "#models/alerts/technical-alarm";
import { describeTechnical } from "#models/alerts/technical-words";
import classes from "./technical-chip.module.css";

/** A shape for each, so that none rests on colour; none is an alert's. */
export const TECHNICAL_ICONS: Readonly<Record<TechnicalAlarmKind, Icon>> = {
  "sensor-off": IconPlugConnectedX,
  artefact: IconWaveSawTool,
  stale: IconAntennaBarsOff,
  "feed-lost": IconAntennaBarsOff,
  "scoring-down": IconCalculatorOff,
  "model-refused": IconCalculatorOff,
};

/**
 * What is technically wrong at a bed, on its card: the first, and how many more. A silent bed is told where
 * the age of its feed stands.
 */
export function TechnicalChip({ alarms }: Readonly<{ alarms: readonly TechnicalAlarm[] }>) {
  const shown = alarms.filter(({ kind }) => kind !== "stale");
  const [first, ...others] = shown;
  if (!first) return null;
  const KindIcon = TECHNICAL_ICONS[first.kind];
  return (
    <span className={classes.chip} data-seen={shown.every(({ seenAt }) => seenAt !== undefined)}>
      <KindIcon size={13} aria-hidden="true" />
      <VisuallyHidden>Technical: </VisuallyHidden>
      {describeTechnical(first).short}
      {others.length > 0 && ` +${others.length}`}
    </span>
  );
}
