"use client";

import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** What went wrong, above the form that it is about. Its place is always there, so that it is read aloud. */
export const ProblemAlert = ({ problem }: Readonly<{ problem: string | undefined }>) => (
  <div role="alert">
    {problem ? (
      <Alert
        role="none"
        color="red"
        variant="outline"
        icon={<IconAlertCircle />}
        mb="md"
        c="var(--wc-ink)"
      >
        {problem}
      </Alert>
    ) : null}
  </div>
);
