"use client";

import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";

export const PrintButton = () => (
  <Button
    variant="default"
    size="compact-md"
    leftSection={<IconPrinter size={16} aria-hidden="true" />}
    onClick={() => window.print()}
  >
    Print
  </Button>
);
