"use client";

import { Box } from "@mantine/core";
import { useElementSize, useFullscreenDocument, useIdle } from "@mantine/hooks";
import type { WallBed } from "#models/realtime/wall";
import { MS_PER_SECOND } from "#models/shared/time-range";
import { BedTile } from "./bed-tile";
import { fitTiles, gapOf } from "./tile-grid";
import { usePixelShift } from "./use-pixel-shift";
import { useWakeLock } from "./use-wake-lock";
import { useWallKeys } from "./use-wall-keys";
import { WallBanner } from "./wall-banner";
import { WallFooter } from "./wall-footer";
import { WallHeader } from "./wall-header";
import classes from "./wall-screen.module.css";
import { liveness, type Liveness, type WallAction, type WallState } from "./wall-state";

const CURSOR_HIDES_AFTER_MS = 3 * MS_PER_SECOND;

interface Props {
  state: WallState;
  dispatch: (action: WallAction) => void;
}

/** The display itself: one unit at a time, all of its beds, as large as they fit. */
export function WallScreen({ state, dispatch }: Readonly<Props>) {
  const pause = () => dispatch({ type: "pause" });
  const next = () => dispatch({ type: "next" });
  const previous = () => dispatch({ type: "previous" });
  const { toggle: toggleFullScreen, fullscreen: isFullScreen } = useFullscreenDocument();
  const isIdle = useIdle(CURSOR_HIDES_AFTER_MS, {
    events: ["mousemove", "mousedown", "keydown", "touchstart"],
    initialState: false,
  });
  const isAwake = useWakeLock();
  const [x, y] = usePixelShift();
  useWallKeys({ pause, next, previous, toggleFullScreen: () => void toggleFullScreen() });

  const { configuration, units, clock, rotation, now } = state;
  const shown = configuration?.units.find(({ unitId }) => unitId === rotation.unitId);
  const heard = shown && units.get(shown.unitId);
  const live = liveness(state, heard);
  const serverNow = now + clock.offsetMs;

  return (
    <div
      className={classes.wall}
      data-scheme={configuration?.colorScheme ?? "dark"}
      data-idle={isIdle}
    >
      <div className={classes.frame} style={{ transform: `translate(${x}px, ${y}px)` }}>
        <WallHeader
          state={state}
          shown={shown}
          beds={live.state === "live" ? heard?.unit.beds : undefined}
        />
        <main className={classes.main} tabIndex={-1}>
          <WallBanner
            live={live}
            isPaired={configuration !== undefined}
            system={heard?.unit.system}
          />
          <Beds
            beds={heard?.unit.beds ?? []}
            name={shown?.name ?? ""}
            liveness={live.state}
            now={serverNow}
          />
        </main>
        <WallFooter
          isPaused={rotation.pausedUntil !== undefined}
          isAlone={(configuration?.units.length ?? 0) < 2}
          isFullScreen={isFullScreen}
          isAwake={isAwake}
          onPause={pause}
          onNext={next}
          onPrevious={previous}
          onFullScreen={() => void toggleFullScreen()}
        />
      </div>
    </div>
  );
}

interface BedsProps {
  beds: readonly WallBed[];
  name: string;
  liveness: Liveness["state"];
  now: number;
}

function Beds({ beds, name, liveness: state, now }: Readonly<BedsProps>) {
  const { ref, width, height } = useElementSize();
  const labelSigns = Math.max(0, ...beds.map(({ label }) => label.length));
  const { columns, rows, em, isScrolling } = fitTiles({
    ...{ beds: beds.length, width, height, labelSigns },
  });

  return (
    <div
      ref={ref}
      className={classes.place}
      // What scrolls can be reached by keyboard.
      {...(isScrolling && { tabIndex: 0, role: "region", "aria-label": name })}
    >
      {beds.length > 0 && width > 0 ? (
        <Box
          component="ul"
          aria-label={`Beds of ${name}`}
          className={classes.beds}
          data-scrolling={isScrolling}
          __vars={{ "--em": `${em}px` }}
          style={{
            gap: gapOf(height),
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            ...(!isScrolling && { gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }),
          }}
        >
          {beds.map((bed) => (
            <BedTile key={bed.label} bed={bed} liveness={state} now={now} />
          ))}
        </Box>
      ) : null}
    </div>
  );
}
