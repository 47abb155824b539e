import { Skeleton } from "@mantine/core";
import classes from "./tile.module.css";

export const CapacityLoading = () => (
  <div role="status" aria-label="Loading the hospital’s capacity">
    <div className={classes.tiles}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} height={112} radius="lg" />
      ))}
    </div>
    <Skeleton height={24} width="30%" mb="sm" />
    <Skeleton height={380} mb="xl" radius="lg" />
    <Skeleton height={24} width="30%" mb="sm" />
    <Skeleton height={300} radius="lg" />
  </div>
);
