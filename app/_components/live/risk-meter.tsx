import { VisuallyHidden } from "@mantine/core";
import { TREND_SIGNS } from "./bed-view";
import classes from "./risk-meter.module.css";
import { meterPosition } from "./risk-position";
import type { RiskView } from "./risk-view";

/**
 * The model's risk as multiples of the level that raises an alert, which is the middle of the bar. The
 * bare probability of a rare event is small and says little; it stands below, in small print.
 */
export function RiskMeter({ view }: Readonly<{ view: RiskView }>) {
  const trend = TREND_SIGNS[view.trend];
  const isKnown = view.share !== undefined;
  const spoken = isKnown
    ? `Risk ${view.text}, ${view.level} the alert level, ${trend.words}`
    : "Risk not predicted";

  return (
    <div className={classes.risk} data-above={view.isAboveThreshold} data-known={isKnown}>
      <VisuallyHidden>{spoken}</VisuallyHidden>
      <span className={classes.text} aria-hidden="true">
        <span className={classes.label}>Risk</span>
        <span className={classes.value}>{view.level}</span>
      </span>
      <span className={classes.bar} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${meterPosition(view)}%` }} />
      </span>
      <span className={classes.probability} aria-hidden="true">
        {isKnown ? view.text : "no prediction"}
        <span className={classes.trend}>{trend.symbol}</span>
      </span>
    </div>
  );
}
