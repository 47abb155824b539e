"use client";

import { VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import type { BedOnBoard } from "#models/realtime/bed-board";
import type { BedId } from "#models/shared/ids";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { viewTile } from "./bed-tile-view";
import classes from "./bed-tile.module.css";
import type { Fit } from "./placement";
import { StateMark } from "./state-mark";
import { TagChips } from "./tag-chips";

interface Props {
  bed: BedOnBoard;
  areNamesHidden: boolean;
  /** The one bed that the Tab key reaches; arrows lead to the others. */
  isTabStop: boolean;
  isMenuOpen: boolean;
  isPending: boolean;
  /** While a bed is looked for: how this one suits. */
  fit: Fit | undefined;
  press: (bedId: BedId) => void;
  noteFocus: (bedId: BedId) => void;
}

/** One bed. It draws again when its own bed changes, and never because of a neighbour. */
export const BedTile = memo(function BedTile(props: Readonly<Props>) {
  const { bed, fit, isPending, press, noteFocus } = props;
  return (
    <button
      type="button"
      className={classes.tile}
      data-bed={bed.bedId}
      data-state={bed.state}
      data-fit={fit?.verdict}
      data-pending={isPending || undefined}
      tabIndex={props.isTabStop ? 0 : -1}
      aria-haspopup={fit ? undefined : "menu"}
      aria-expanded={fit ? undefined : props.isMenuOpen}
      aria-disabled={isPending || fit?.verdict === "impossible" || undefined}
      aria-busy={isPending || undefined}
      onClick={() => press(bed.bedId)}
      onFocus={() => noteFocus(bed.bedId)}
    >
      <span className={classes.head}>
        <span className={classes.label}>
          <VisuallyHidden>Bed </VisuallyHidden>
          {bed.label}
        </span>{" "}
        <StateMark state={bed.state} />
      </span>
      {isPending ? <span className={classes.waiting}>Waiting for the server…</span> : null}
      {fit ? <FitWords fit={fit} /> : <Facts bed={bed} areNamesHidden={props.areNamesHidden} />}
      <TagChips tags={bed.tags} />
    </button>
  );
});

const FIT_WORDS = {
  suitable: "✓ Suits",
  doubtful: "? Possible",
  keepable: "◷ Can be kept",
  impossible: "✕",
} as const;

function FitWords({ fit: { verdict, why } }: Readonly<{ fit: Fit }>) {
  return (
    <span className={classes.fit}>
      <strong>{FIT_WORDS[verdict]}</strong> {why.join(", ")}
    </span>
  );
}

function Facts({ bed, areNamesHidden }: Readonly<Pick<Props, "bed" | "areNamesHidden">>) {
  const time = useHospitalTime();
  // One text of all, so that the second hand draws the tile again only when a word of it changes.
  const text = useAtNow((now) => {
    const { who = "", when = "", remarks } = viewTile(bed, { now, time, areNamesHidden });
    return [who, when, ...remarks].join("\n");
  });
  const [who, when, ...remarks] = text.split("\n");
  return (
    <>
      {who && (
        <span className={classes.who}>
          {who}
          <VisuallyHidden>. </VisuallyHidden>
        </span>
      )}
      {when && <span className={classes.when}>{when}</span>}
      {remarks.map((remark) => (
        <span key={remark} className={classes.remark}>
          <VisuallyHidden>. </VisuallyHidden>
          {remark}
        </span>
      ))}
    </>
  );
}
