import { Skeleton } from "@mantine/core";
import classes from "./board.module.css";

const CARDS = Array.from({ length: 24 }, (_, index) => index);

export function BoardLoading() {
  return (
    <div role="status" aria-label="Loading the board">
      <Skeleton height={34} width={260} mb={8} />
      <Skeleton height={36} mb={10} />
      <div className={classes.grid}>
        {CARDS.map((card) => (
          <Skeleton key={card} height={174} radius={10} />
        ))}
      </div>
    </div>
  );
}
