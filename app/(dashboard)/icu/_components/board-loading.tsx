import { Skeleton } from "@mantine/core";
import classes from "./board.module.css";

const CARDS = Array.from({ length: 12 }, (_, index) => index);

export function BoardLoading() {
  return (
    <div role="status" aria-label="Loading the board">
      <Skeleton height={30} width={260} mb="sm" />
      <Skeleton height={36} mb="sm" />
      <div className={classes.grid}>
        {CARDS.map((card) => (
          <Skeleton key={card} height={186} radius="md" />
        ))}
      </div>
    </div>
  );
}
