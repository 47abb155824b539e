import { VisuallyHidden } from "@mantine/core";
import type { WallBed } from "#models/realtime/wall";
import { BandMark } from "@/_components/live/band-mark";
import classes from "./bed-tile.module.css";
import { viewTile } from "./tile-view";
import type { Liveness } from "./wall-state";

interface Props {
  bed: WallBed;
  liveness: Liveness["state"];
  /** Epoch milliseconds on the server's clock. */
  now: number;
}

/** One bed, to be read from five metres; see tile-grid.ts for its size. */
export function BedTile({ bed, liveness, now }: Readonly<Props>) {
  if (liveness === "blank")
    return (
      <li className={classes.tile} data-state="blank">
        <VisuallyHidden>{`Bed ${bed.label}. Not known: this screen is not live`}</VisuallyHidden>
        <TileHead label={bed.label} />
        <span className={classes.words} aria-hidden="true">
          Not known
        </span>
      </li>
    );
  if (bed.state === "free")
    return (
      <li className={classes.tile} data-state="free" data-old={liveness === "old"}>
        <VisuallyHidden>{`Bed ${bed.label}. Free`}</VisuallyHidden>
        <TileHead label={bed.label} />
        <span className={classes.words} aria-hidden="true">
          Free
        </span>
      </li>
    );

  const view = viewTile(bed, now);
  const isOld = liveness === "old";
  const { alert } = view;
  const urgency = alert?.isUnanswered && !isOld ? alert.priority : undefined;
  return (
    <li
      className={classes.tile}
      data-state="occupied"
      data-old={isOld}
      data-stale={view.isStale}
      data-unseen={view.isPartlyUnseen}
      data-urgency={urgency}
    >
      <VisuallyHidden>{isOld ? `Bed ${bed.label}. Old values` : view.spoken}</VisuallyHidden>
      <TileHead label={bed.label}>
        <span className={classes.score} data-band={view.band}>
          <span className={classes.mark}>
            <BandMark band={view.band} size={12} />
          </span>
          <span className={classes.value}>{view.score}</span>
        </span>
      </TileHead>
      <span className={classes.words} aria-hidden="true" data-above={view.isAboveAlertLevel}>
        {view.words}
      </span>
      {alert && (
        <span
          className={classes.alert}
          aria-hidden="true"
          data-priority={alert.priority}
          data-unanswered={alert.isUnanswered}
        >
          <span>{alert.mark}</span> {alert.text}
        </span>
      )}
    </li>
  );
}

const TileHead = ({ label, children }: Readonly<{ label: string; children?: React.ReactNode }>) => (
  <span className={classes.head} aria-hidden="true">
    <span className={classes.label}>{label}</span>
    {children}
  </span>
);
