import { VisuallyHidden } from "@mantine/core";
import { TREND_SIGNS, type RiskView } from "./bed-view";
import { meterPosition } from "./risk-position";
import classes from "./risk-meter.module.css";

/** The model's risk with its trend, and a bar whose middle is the threshold of an alert. */
export function RiskMeter({ view }: Readonly<{ view: RiskView }>) {
  const trend = TREND_SIGNS[view.trend];
  const side = view.isAboveThreshold ? "above the alert threshold" : "below the alert threshold";
  const spoken =
    view.share === undefined ? "Risk not predicted" : `Risk ${view.text}, ${trend.words}, ${side}`;

  return (
    <div className={classes.risk} data-above={view.isAboveThreshold}>
      <VisuallyHidden>{spoken}</VisuallyHidden>
      <span className={classes.label} aria-hidden="true">
        Risk
      </span>
      <span className={classes.value} aria-hidden="true">
        {view.text}
        <span className={classes.trend}>{trend.symbol}</span>
      </span>
      <span className={classes.bar} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${meterPosition(view)}%` }} />
      </span>
    </div>
  );
}
