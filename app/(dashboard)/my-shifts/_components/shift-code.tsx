import classes from "./shift-code.module.css";

/** What fits a square of the grid, with a ground of its own for nights. */
export const ShiftCode = ({ code, isNight }: Readonly<{ code: string; isNight: boolean }>) => (
  <span className={classes.code} data-night={isNight || undefined} aria-hidden="true">
    {code}
  </span>
);
