"use client";

import { Popover, UnstyledButton } from "@mantine/core";
import {
  IconBell,
  IconBellExclamation,
  IconBellOff,
  IconBellPause,
  IconBellRinging,
  IconBellX,
} from "@tabler/icons-react";
import { useId } from "react";
import { countdown } from "@/_lib/format-time";
import classes from "./sound-button.module.css";
import { SoundPanel } from "./sound-panel";
import { useSound } from "./sound-provider";
import { SOUND_WORDS, type SoundState } from "./sound-state";

/** Audio off and audio paused have a sign of their own, as the standard asks. */
const ICONS: Readonly<Record<SoundState, typeof IconBell>> = {
  off: IconBellOff,
  unsupported: IconBellOff,
  "not-live": IconBellX,
  blocked: IconBellExclamation,
  paused: IconBellPause,
  elsewhere: IconBell,
  armed: IconBell,
  sounding: IconBellRinging,
};

/** For the header of every page: whether an alert would be heard here, and the way to change it. */
export function SoundButton() {
  const { view } = useSound();
  const titleId = useId();
  const Icon = ICONS[view.state];
  const { short } = SOUND_WORDS[view.state];
  const left = view.pauseSecondsLeft;

  return (
    <Popover
      position="bottom-end"
      width={336}
      trapFocus
      returnFocus
      withinPortal={false}
      shadow="md"
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.button}
          data-state={view.state}
          aria-label={`Alert sound: ${short}`}
        >
          <Icon size={20} stroke={1.7} aria-hidden="true" />
          <span className={classes.words}>{short}</span>
          {left !== undefined && <span className={classes.left}>{countdown(left)}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-labelledby={titleId}>
        <SoundPanel titleId={titleId} />
      </Popover.Dropdown>
    </Popover>
  );
}
