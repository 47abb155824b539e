"use client";

import { Alert, Button, Group } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { AlertPolicyVersion } from "#db/alert-policies";
import type { PolicyChange } from "#models/alerts/policy-changes";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { ChangeList } from "./change-list";

interface Props {
  theirs: AlertPolicyVersion;
  /** What they changed of the version that this form began with. */
  changes: readonly PolicyChange[];
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Somebody else has put a version in force since this form was opened: theirs must be seen first. */
export function Overtaken({ theirs, changes, onTakeTheirs, onKeepMine }: Readonly<Props>) {
  const time = useHospitalTime();
  const who = theirs.madeBy ?? "A colleague";
  const when = theirs.madeAt ? ` at ${time.clock(theirs.madeAt)}` : "";
  return (
    <Alert
      role="alert"
      color="yellow"
      mb="md"
      icon={<IconUsers aria-hidden="true" />}
      title={`${who} put version ${theirs.version} in force${when}`}
    >
      <ChangeList changes={changes} />
      <Group mt="sm">
        <Button variant="default" size="compact-md" onClick={onTakeTheirs}>
          Start again from version {theirs.version}
        </Button>
        <Button variant="default" size="compact-md" onClick={onKeepMine}>
          Keep my values and compare with theirs
        </Button>
      </Group>
    </Alert>
  );
}
