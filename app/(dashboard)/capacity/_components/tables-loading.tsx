import { Skeleton } from "@mantine/core";

/** Of a page of tables, until they come. */
export const TablesLoading = () => (
  <div role="status" aria-label="Loading the tables">
    {[300, 220, 220].map((height, index) => (
      <div key={index}>
        <Skeleton height={24} width="30%" mb="sm" />
        <Skeleton height={height} mb="xl" radius="lg" />
      </div>
    ))}
  </div>
);
