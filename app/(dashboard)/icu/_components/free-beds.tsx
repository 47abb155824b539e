import type { BedState } from "#models/realtime/board";
import classes from "./free-beds.module.css";

/** The beds with nobody in them, small: they ask for nothing. */
export function FreeBeds({ beds }: Readonly<{ beds: readonly BedState[] }>) {
  if (beds.length === 0) return null;
  return (
    <section aria-label="Free beds" className={classes.free}>
      <h2 className={classes.title}>Free</h2>
      <ul className={classes.list}>
        {beds.map(({ bedId, label }) => (
          <li key={bedId}>{label}</li>
        ))}
      </ul>
    </section>
  );
}
