"use client";

import type { WallBed, WallConfiguration } from "#models/realtime/wall";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { elapsedShare } from "./rotation";
import classes from "./wall-header.module.css";
import { countBeds, rotationAt, type WallState } from "./wall-state";

interface Props {
  state: WallState;
  shown: WallConfiguration["units"][number] | undefined;
  /** Undefined when they cannot be relied on. */
  beds: readonly WallBed[] | undefined;
}

/** Which unit it is, how it stands, the other units of the rotation, and what time it is. */
export function WallHeader({ state, shown, beds }: Readonly<Props>) {
  const time = useHospitalTime();
  const serverNow = state.now + state.clock.offsetMs;

  return (
    <header className={classes.header}>
      <h1 className={classes.unit}>{shown?.name ?? "Wardcast wall"}</h1>
      {beds && <Counts beds={beds} />}
      <p className={classes.time}>
        {state.now > 0 && (
          <>
            <span className={classes.day}>{time.day(serverNow)}</span>{" "}
            <span className={classes.clock}>{time.clock(serverNow)}</span>
          </>
        )}
      </p>
      <Units state={state} />
    </header>
  );
}

function Counts({ beds }: Readonly<{ beds: readonly WallBed[] }>) {
  const { beds: all, occupied, unanswered } = countBeds(beds);
  return (
    <p className={classes.counts}>
      <span className={classes.asking} data-some={unanswered > 0}>
        {unanswered} unanswered
      </span>
      <span>
        {occupied} of {all} beds
      </span>
    </p>
  );
}

function Units({ state }: Readonly<Pick<Props, "state">>) {
  const { configuration, rotation } = state;
  const at = rotationAt(state);
  if (!configuration || at.units.length < 2) return null;

  const share = elapsedShare(rotation, at);
  const isPaused = rotation.pausedUntil !== undefined;
  return (
    <ol className={classes.units} aria-label="Units of this display">
      {configuration.units.map(({ unitId, code, name }) => {
        const isShown = unitId === rotation.unitId;
        const isUrgent = at.units.some(
          (unit) => unit.unitId === unitId && unit.urgentSince !== undefined,
        );
        return (
          <li
            key={unitId}
            className={classes.turn}
            aria-current={isShown ? "true" : undefined}
            data-urgent={isUrgent}
            title={name}
          >
            {isUrgent ? "*** " : ""}
            {code}
            {isShown && isPaused ? " paused" : ""}
            {isShown && <span className={classes.elapsed} style={{ width: `${share * 100}%` }} />}
          </li>
        );
      })}
    </ol>
  );
}
