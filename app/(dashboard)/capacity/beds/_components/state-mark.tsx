import {
  IconBan,
  IconBedFilled,
  IconBookmarkFilled,
  IconCircleCheck,
  IconDoorExit,
  IconSpray,
  type Icon,
} from "@tabler/icons-react";
import type { BedStateName } from "#models/beds/bed-state";
import { BED_STATE_WORDS } from "./bed-words";
import classes from "./state-mark.module.css";

const ICONS: Readonly<Record<BedStateName, Icon>> = {
  occupied: IconBedFilled,
  "discharge-pending": IconDoorExit,
  available: IconCircleCheck,
  reserved: IconBookmarkFilled,
  cleaning: IconSpray,
  blocked: IconBan,
};

/** A state by its shape and its word, in the colour of what stands around it. */
export function StateMark({ state, size = 15 }: Readonly<{ state: BedStateName; size?: number }>) {
  const StateIcon = ICONS[state];
  return (
    <span className={classes.mark} data-state={state}>
      <StateIcon size={size} stroke={2} aria-hidden="true" />
      <span>{BED_STATE_WORDS[state]}</span>
    </span>
  );
}
