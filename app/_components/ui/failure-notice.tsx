"use client";

import { Button, Code, Group, Text } from "@mantine/core";
import { LinkButton } from "./link-button";
import { NoticePage } from "./notice-page";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

/** What an `error.tsx` shows: that it failed, that it may pass, and what to quote when asking for help. */
export function FailureNotice({ error, retry }: Readonly<Props>) {
  return (
    <NoticePage title="This page could not be loaded">
      <Text>
        The database or another part of the system did not answer. Do not rely on what was on this
        screen before; use the bedside monitor. Try again in a moment.
      </Text>
      {error.digest ? (
        <Text size="sm" c="dimmed">
          For support: <Code>{error.digest}</Code>
        </Text>
      ) : null}
      <Group>
        <Button onClick={retry}>Try again</Button>
        <LinkButton href="/" variant="default">
          Go to your start page
        </LinkButton>
      </Group>
    </NoticePage>
  );
}
