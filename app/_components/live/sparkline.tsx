import { sparklinePoints } from "./sparkline-points";
import classes from "./sparkline.module.css";

const SIZE = { width: 100, height: 22 };

/** The shape of the last hours, without axes: the numbers stand beside it. */
export function Sparkline({
  values,
  label,
}: Readonly<{ values: readonly number[]; label: string }>) {
  const points = sparklinePoints(values, SIZE);
  const last = points.at(-1);

  return (
    <svg
      className={classes.line}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={last ? label : `${label}: no values yet`}
    >
      {last ? (
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      ) : (
        <line
          className={classes.none}
          x1={0}
          x2={SIZE.width}
          y1={SIZE.height / 2}
          y2={SIZE.height / 2}
        />
      )}
      {last && <line className={classes.end} x1={last.x} x2={last.x} y1={last.y} y2={last.y} />}
    </svg>
  );
}
