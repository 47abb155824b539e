"use client";

import { Button } from "@mantine/core";
import type { RosterComparison } from "#models/realtime/roster";
import classes from "./bars.module.css";

/** Two versions, the earlier first. */
export interface ComparedVersions extends RosterComparison {
  /** The later one is the roster as it stands, whatever is done to it meanwhile. */
  isWithNow: boolean;
}

interface Props {
  compared: ComparedVersions;
  end: () => void;
}

/** Which versions the grid shows against each other, and how to read it. */
export function ComparisonBar({ compared, end }: Readonly<Props>) {
  const { from, to, cells, isWithNow } = compared;
  const other = isWithNow ? "now" : `in version ${to}`;
  return (
    <section className={classes.bar} data-tone="proposal" aria-label="Comparison">
      <p>
        <strong>
          Version {from} {isWithNow ? "is laid over the roster" : `against version ${to}`}:
        </strong>{" "}
        {cells.length === 0
          ? "no square is different."
          : `${cells.length} ${cells.length === 1 ? "square is" : "squares are"} different. Struck through is what stands there ${other}.`}
        {!isWithNow &&
          " Squares without a mark are the same in both, and are shown as they are now."}
      </p>
      <Button size="compact-sm" variant="default" onClick={end}>
        End the comparison
      </Button>
    </section>
  );
}
