"use client";

import { Button, Group, Slider, Switch, Text } from "@mantine/core";
import { useId } from "react";
import { HIGH_VOLUME_FLOOR } from "#models/alerts/alarm-sound";
import { countdown } from "@/_lib/format-time";
import { NotificationPermission } from "./notification-permission";
import classes from "./sound-panel.module.css";
import { useSound } from "./sound-provider";
import { QUIETEST } from "./sound-preferences";
import { SOUND_WORDS } from "./sound-state";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What an alert does when nobody looks at the page: its sound, and the browser's notifications. */
export function SoundPanel({ titleId }: Readonly<{ titleId: string }>) {
  const { control, view } = useSound();
  const isOn = view.state !== "off";
  const { short, sentence } = SOUND_WORDS[view.state];

  return (
    <div className={classes.panel}>
      <h2 id={titleId} className={classes.title}>
        Sound of alerts
      </h2>
      <p className={classes.state}>
        <strong>{short}.</strong> {sentence}
      </p>
      <Group gap="xs">
        {/* One button for both, so that the focus stays where it was. */}
        <Button
          size="sm"
          variant={isOn ? "default" : "filled"}
          onClick={isOn ? control.disarm : control.arm}
        >
          {isOn ? "Switch sound off" : "Switch sound on"}
        </Button>
        {isOn && <PauseButton />}
      </Group>
      {isOn && <Loudness />}
      <Text size="xs" c="dimmed">
        A second display: rely on the bedside monitor first, and on this browser only while it is
        open and its device is awake and loud enough.
      </Text>
      <NotificationPermission />
    </div>
  );
}

function PauseButton() {
  const { control, view } = useSound();
  const left = view.pauseSecondsLeft;
  const isPaused = left !== undefined;
  return (
    <Button
      size="sm"
      variant={isPaused ? "filled" : "default"}
      onClick={isPaused ? control.resume : control.pause}
    >
      {isPaused ? `Sound now (${countdown(left)})` : "Pause 2 minutes"}
    </Button>
  );
}

function Loudness() {
  const { control, view } = useSound();
  const labelId = useId();
  const canTest = view.state === "armed";

  return (
    <div className={classes.loudness}>
      <div className={classes.line}>
        <span id={labelId}>Volume</span>
        <span>{percent(view.volume)}</span>
      </div>
      <Slider
        thumbProps={{ "aria-labelledby": labelId }}
        label={percent}
        min={QUIETEST}
        max={1}
        step={0.05}
        // Kept when the thumb is let go: each step on the way would be written down.
        defaultValue={view.volume}
        onChangeEnd={control.setVolume}
      />
      <Text size="xs" c="dimmed">
        High priority is never below {percent(HIGH_VOLUME_FLOOR)}.
      </Text>
      <Switch
        label="A single sign sounds with its organ's melody"
        checked={view.isMelodic}
        onChange={(event) => control.setMelodic(event.currentTarget.checked)}
      />
      <Button variant="default" size="sm" disabled={!canTest} onClick={control.test}>
        Test: high, medium, low
      </Button>
    </div>
  );
}
