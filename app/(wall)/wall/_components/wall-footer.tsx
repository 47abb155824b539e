import { UnstyledButton } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconMaximize,
  IconMinimize,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import classes from "./wall-footer.module.css";

interface Props {
  isPaused: boolean;
  /** One unit: there is nothing to turn. */
  isAlone: boolean;
  isFullScreen: boolean;
  isAwake: boolean;
  onPause: () => void;
  onNext: () => void;
  onPrevious: () => void;
  onFullScreen: () => void;
}

/** What this screen is not, what its signs mean, and the few things that can be done at it. */
export function WallFooter(props: Readonly<Props>) {
  const { isPaused, isAlone, isFullScreen, isAwake } = props;
  return (
    <footer className={classes.footer}>
      <p className={classes.words}>
        <strong>Secondary display: not a primary alarm. Not for clinical use.</strong>{" "}
        <span className={classes.legend}>
          Large figure: NEWS2. ×: predicted risk against the alert level, “?” doubtful. ↑:
          escalated.
        </span>
        {!isAwake && (
          <span> This browser cannot keep the screen awake: set the device never to sleep.</span>
        )}
      </p>
      <div className={classes.controls}>
        {!isAlone && (
          <>
            <Control label="Previous unit (←)" onClick={props.onPrevious} icon={IconChevronLeft} />
            <Control
              label={isPaused ? "Go on (space)" : "Pause (space)"}
              onClick={props.onPause}
              icon={isPaused ? IconPlayerPlay : IconPlayerPause}
            />
            <Control label="Next unit (→)" onClick={props.onNext} icon={IconChevronRight} />
          </>
        )}
        <Control
          label={isFullScreen ? "Leave full screen (f)" : "Full screen (f)"}
          onClick={props.onFullScreen}
          icon={isFullScreen ? IconMinimize : IconMaximize}
        />
      </div>
    </footer>
  );
}

interface ControlProps {
  label: string;
  onClick: () => void;
  icon: typeof IconMaximize;
}

const Control = ({ label, onClick, icon: Icon }: Readonly<ControlProps>) => (
  <UnstyledButton className={classes.control} aria-label={label} title={label} onClick={onClick}>
    <Icon size="100%" stroke={1.8} aria-hidden="true" />
  </UnstyledButton>
);
