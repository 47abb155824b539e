"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import type { PolicyChange } from "#models/alerts/policy-changes";
import { ChangeList } from "./change-list";
import { Cautions } from "./policy-summary";

interface Props {
  policy: AlertPolicy;
  changes: readonly PolicyChange[];
  isBusy: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** What will be different, before it is. */
export const ReviewDialog = ({ policy, changes, isBusy, onSave, onClose }: Readonly<Props>) => (
  <Modal opened onClose={onClose} title="Review the changes" size="lg">
    <Cautions policy={policy} />
    <ChangeList changes={changes} />
    <Text size="sm" c="dimmed" mt="md">
      In force at the next assessment of each patient. Alerts that are open go on by the new times.
    </Text>
    <Group justify="flex-end" mt="lg">
      <Button variant="default" onClick={onClose}>
        Back to the form
      </Button>
      <Button onClick={onSave} loading={isBusy} data-autofocus>
        Save and put in force
      </Button>
    </Group>
  </Modal>
);
