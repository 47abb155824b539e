"use client";

import { Alert, Box } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/**
 * What went wrong, above the form that it is about. Its place is always there, so that it is read aloud, but takes no
 * gap between other parts while it is empty.
 */
export const ProblemAlert = ({ problem }: Readonly<{ problem: string | undefined }>) => (
  <Box role="alert" pos={problem ? "static" : "absolute"}>
    {problem ? (
      <Alert role="none" color="red" icon={<IconAlertCircle />} mb="md">
        {problem}
      </Alert>
    ) : null}
  </Box>
);
