import { Button } from "@mantine/core";

/** The table of a page as a file. */
export const FileButton = ({ href }: Readonly<{ href: string }>) => (
  <Button component="a" href={href} download variant="default" size="compact-md">
    CSV file
  </Button>
);
