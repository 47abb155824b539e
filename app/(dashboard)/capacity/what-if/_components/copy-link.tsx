"use client";

import { Button, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink } from "@tabler/icons-react";
import type { ScenarioId } from "#models/shared/ids";
import { scenarioHref } from "../listed-scenario";

/** The address of a scenario, for a colleague; shown to be copied by hand where the browser does not let us. */
export function CopyLink({ scenarioId }: Readonly<{ scenarioId: ScenarioId }>) {
  const { copy, copied, error } = useClipboard({ timeout: 3_000 });
  const address = () => new URL(scenarioHref(scenarioId), window.location.origin).href;
  if (error)
    return (
      <TextInput
        aria-label="Link to this scenario"
        value={address()}
        readOnly
        size="xs"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    );
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={
        copied ? (
          <IconCheck size={16} aria-hidden="true" />
        ) : (
          <IconLink size={16} aria-hidden="true" />
        )
      }
      onClick={() => copy(address())}
    >
      {copied ? "Link copied" : "Copy link"}
    </Button>
  );
}
