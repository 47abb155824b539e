import { Skeleton } from "@mantine/core";

/** In the place of what is being added up. */
export const AccuracyLoading = () => (
  <div role="status" aria-label="Loading the accuracy of forecasts">
    <Skeleton height={34} mb={16} radius={8} />
    <Skeleton height={104} mb={24} radius={12} />
    <Skeleton height={280} mb={24} radius={12} />
    <Skeleton height={240} radius={12} />
  </div>
);
