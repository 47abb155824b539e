import classes from "./wordmark.module.css";

/** A trace that reads as a W; its last stroke is dotted, because it has not happened yet. */
export function Mark({ size = 28 }: Readonly<{ size?: number }>) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.mark}>
      <rect width="32" height="32" rx="8" className={classes.ground} />
      <path d="M5.5 11l5 11 5.5-10 5 10" className={classes.trace} />
      <g className={classes.forecast}>
        <circle cx="22.9" cy="17.6" r="1.3" />
        <circle cx="24.7" cy="13.4" r="1.3" />
        <circle cx="26.4" cy="9.3" r="1.3" />
      </g>
    </svg>
  );
}

export function Wordmark({ size = 28 }: Readonly<{ size?: number }>) {
  return (
    <span className={classes.wordmark}>
      <Mark size={size} />
      <span className={classes.name}>Wardcast</span>
    </span>
  );
}
