import type { ReactNode } from "react";
import classes from "./tile.module.css";

interface Props {
  title: string;
  value: ReactNode;
  /** What the value is of, how sure it is, and when. */
  notes: readonly ReactNode[];
  tone?: "attention" | undefined;
}

/** Tiles stand in a `dl` with the class `tiles`. */
export const Tile = ({ title, value, notes, tone }: Readonly<Props>) => (
  <div className={classes.tile} data-tone={tone}>
    <dt>{title}</dt>
    <dd className={classes.value}>{value}</dd>
    {notes.map((note, index) => (
      <dd key={index} className={classes.note}>
        {note}
      </dd>
    ))}
  </div>
);

export const Tiles = ({ children }: Readonly<{ children: ReactNode }>) => (
  <dl className={classes.tiles}>{children}</dl>
);
