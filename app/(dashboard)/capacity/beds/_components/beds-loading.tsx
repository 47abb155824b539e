import { Skeleton } from "@mantine/core";
import classes from "./beds-loading.module.css";

const UNITS = [24, 20, 16];

/** In the place of the board until the server has told of any bed. */
export function BedsLoading() {
  return (
    <div role="status" aria-label="Loading the beds">
      <Skeleton height={62} mb={14} radius={10} />
      {UNITS.map((beds) => (
        <div key={beds} className={classes.unit}>
          <Skeleton height={24} width={340} mb={10} />
          <div className={classes.beds}>
            {Array.from({ length: beds }, (_, bed) => (
              <Skeleton key={bed} height={62} radius={8} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
