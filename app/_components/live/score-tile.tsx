import { VisuallyHidden } from "@mantine/core";
import { BandMark } from "./band-mark";
import { TREND_SIGNS, type ScoreView } from "./bed-view";
import classes from "./score-tile.module.css";

/** NEWS2, large, with band, completeness and trend in words and shapes as well as in colour. */
export function ScoreTile({ view }: Readonly<{ view: ScoreView }>) {
  const trend = TREND_SIGNS[view.trend];
  const spoken = [`NEWS2 ${view.text}`, view.words, view.inputs, `trend: ${trend.words}`];

  return (
    <div className={classes.tile} data-band={view.band}>
      <VisuallyHidden>{spoken.filter(Boolean).join(", ")}</VisuallyHidden>
      <span className={classes.number} aria-hidden="true">
        <BandMark band={view.band} size={11} />
        <span className={classes.value}>{view.text}</span>
        <span className={classes.trend}>{trend.symbol}</span>
      </span>
      <span className={classes.words} aria-hidden="true">
        {view.reasonShort ?? view.inputsShort ?? view.words}
      </span>
    </div>
  );
}
