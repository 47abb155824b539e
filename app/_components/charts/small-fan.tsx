import { memo } from "react";
import type { FanPoint } from "#models/census/outlook";
import { fanPath, linePath, type SmallScale } from "./fan-path";
import classes from "./small-fan.module.css";

interface Props {
  label: string;
  points: readonly FanPoint[];
  compared?: readonly FanPoint[] | undefined;
  staffedBeds: number;
  /** The end of the axis: the same for charts that are compared. */
  highest: number;
}

const SIZE = { width: 220, height: 56 };

/** The shape of a forecast, without axes: the numbers stand beside it. */
export const SmallFan = memo(function SmallFan(props: Readonly<Props>) {
  const { label, points, compared, staffedBeds, highest } = props;
  const scale: SmallScale = { ...SIZE, count: points.length, highest };
  const staffedY = SIZE.height * (1 - staffedBeds / Math.max(1, highest));
  return (
    <svg
      className={classes.drawing}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className={classes.nearlyAll} d={fanPath(points, "nearlyAll", scale)} />
      <path className={classes.most} d={fanPath(points, "most", scale)} />
      <line className={classes.staffed} x1={0} x2={SIZE.width} y1={staffedY} y2={staffedY} />
      {compared && <path className={classes.compared} d={linePath(compared, scale)} />}
      <path className={classes.median} d={linePath(points, scale)} />
    </svg>
  );
});
