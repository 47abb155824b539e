import type { AlertPriority } from "#models/alerts/alert";
import classes from "./priority-mark.module.css";

const SHAPES: Record<AlertPriority, string> = {
  high: "M8 1.5 15 14H1z",
  medium: "M8 1 15 8 8 15 1 8z",
  low: "M2.5 2.5h11v11h-11z",
};

const TITLES: Record<AlertPriority, string> = {
  high: "High priority",
  medium: "Medium priority",
  low: "Low priority",
};

/** A priority by shape, colour and name (IEC 60601-1-8: red, yellow, cyan); the name is read, not shown. */
export function PriorityMark({
  priority,
  size = 16,
}: Readonly<{ priority: AlertPriority; size?: number }>) {
  return (
    <svg
      role="img"
      aria-label={TITLES[priority]}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={classes.mark}
      data-priority={priority}
    >
      <path d={SHAPES[priority]} strokeLinejoin="round" />
    </svg>
  );
}
