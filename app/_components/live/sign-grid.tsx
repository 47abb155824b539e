"use client";

import { VisuallyHidden } from "@mantine/core";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import { formatAge, signAgeMs } from "./age";
import type { SignTile } from "./bed-view";
import classes from "./sign-grid.module.css";
import { useAtNow } from "./use-live";

interface SignGridProps {
  tiles: readonly SignTile[];
  feedOffsetMs: number;
  size?: "small" | "large";
}

/** The live signs, always in the same places. */
export function SignGrid({ tiles, feedOffsetMs, size = "small" }: Readonly<SignGridProps>) {
  return (
    <dl className={classes.grid} data-size={size}>
      {tiles.map((tile) => (
        <SignCell key={tile.key} tile={tile} feedOffsetMs={feedOffsetMs} />
      ))}
    </dl>
  );
}

const SHOWN_FROM_MS = 10 * MS_PER_MINUTE;
const OLD_FROM_MS = MS_PER_HOUR;

function SignCell({ tile, feedOffsetMs }: Readonly<{ tile: SignTile; feedOffsetMs: number }>) {
  const { label, name, text, unit, deviation, observedAt } = tile;
  const ageMs = (now: number) =>
    observedAt === undefined ? 0 : signAgeMs({ observedAt }, { now, feedOffsetMs });
  const shownFromMs = tile.isOff ? 0 : SHOWN_FROM_MS;
  const age = useAtNow((now) => (ageMs(now) < shownFromMs ? "" : formatAge(ageMs(now))));
  const isOld = useAtNow((now) => ageMs(now) >= OLD_FROM_MS);

  return (
    <div
      className={classes.cell}
      data-deviation={deviation}
      data-old={isOld}
      data-unknown={observedAt === undefined}
      data-technical={tile.isOff ? "off" : tile.isDoubted ? "doubted" : undefined}
    >
      <dt className={classes.label}>
        <abbr title={name}>{label}</abbr>{" "}
        {observedAt !== undefined && <span className={classes.unit}>{age || unit}</span>}
      </dt>
      <dd className={classes.value}>
        {/* A new key draws the element anew, which starts its flash. */}
        <span key={text} className={classes.flash}>
          {text}
        </span>
        {deviation && <DeviationMark side={deviation} />}
        {tile.isDoubted && <DoubtMark />}
        {observedAt === undefined && <VisuallyHidden>not measured</VisuallyHidden>}
      </dd>
    </div>
  );
}

const DoubtMark = () => (
  <span className={classes.doubt}>
    <span aria-hidden="true">?</span>
    <VisuallyHidden>in doubt</VisuallyHidden>
  </span>
);

function DeviationMark({ side }: Readonly<{ side: "high" | "low" }>) {
  return (
    <>
      <svg className={classes.mark} viewBox="0 0 8 8" aria-hidden="true">
        <path d={side === "high" ? "M4 1 7.5 7H.5Z" : "M4 7 .5 1H7.5Z"} fill="currentColor" />
      </svg>
      <VisuallyHidden>{side}</VisuallyHidden>
    </>
  );
}
