import { ACUITY_CLASS_LIST, type AcuityClass } from "#models/acuity/acuity-class";
import classes from "./acuity-bars.module.css";

const BAR = { width: 2.6, gap: 1, height: 10 } as const;
const HEIGHTS: Readonly<Record<AcuityClass, number>> = { 1: 3.4, 2: 5.6, 3: 7.8, 4: 10 };
const WIDTH = ACUITY_CLASS_LIST.length * (BAR.width + BAR.gap) - BAR.gap;

/** As many bars filled as the class says, none while it is not known. Decorative: the words stand beside it. */
export function AcuityBars({
  acuityClass,
  size = 10,
}: Readonly<{ acuityClass: AcuityClass | undefined; size?: number }>) {
  return (
    <svg
      className={classes.bars}
      width={(size * WIDTH) / BAR.height}
      height={size}
      viewBox={`0 0 ${WIDTH} ${BAR.height}`}
      aria-hidden="true"
      focusable="false"
    >
      {ACUITY_CLASS_LIST.map((each, index) => (
        <rect
          key={each}
          className={classes.bar}
          data-filled={acuityClass !== undefined && each <= acuityClass}
          x={index * (BAR.width + BAR.gap)}
          y={BAR.height - HEIGHTS[each]}
          width={BAR.width}
          height={HEIGHTS[each]}
          rx={0.6}
        />
      ))}
    </svg>
  );
}
