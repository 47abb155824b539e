"use client";

import { Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReviewedAccess } from "#db/emergency-reviews";
import {
  EmergencyAccessReview,
  EXPLANATION_LENGTH,
  FindingKind,
  FINDINGS,
} from "#models/access/emergency-access";
import { useAction } from "@/_components/ui/use-action";
import { closeReview } from "../actions";
import { Reason } from "./open-reviews";

interface Props {
  access: ReviewedAccess;
  close: () => void;
}

/** A review is closed once, with the reviewer's name: there is no way to take it back. */
export function ReviewForm({ access, close }: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const { min, max } = EXPLANATION_LENGTH;
  const form = useForm({
    initialValues: { kind: "", finding: "" },
    validate: {
      kind: (kind) => (FindingKind.safeParse(kind).success ? null : "Choose a finding."),
      finding: (finding) =>
        finding.trim().length >= min ? null : `Write at least ${min} characters.`,
    },
  });

  const submit = form.onSubmit(async (values) => {
    const { emergencyAccessId } = access;
    const review = EmergencyAccessReview.parse({ emergencyAccessId, ...values });
    if (await run(() => closeReview(review))) close();
  });

  return (
    <Modal opened onClose={close} title={`${access.unitName}, bed ${access.bedLabel}`}>
      <Text size="sm" mb={4}>
        {access.openedBy} wrote:
      </Text>
      <Reason text={access.reason} />
      <form onSubmit={submit}>
        <Radio.Group label="Finding" withAsterisk mt="md" {...form.getInputProps("kind")}>
          <Stack gap="xs" mt="xs">
            {FindingKind.options.map((kind) => (
              <Radio key={kind} value={kind} label={FINDINGS[kind]} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="What it rests on"
          description={`Whom you asked and what they said, ${min} to ${max} characters. It is kept encrypted.`}
          withAsterisk
          autosize
          minRows={3}
          maxLength={max}
          mt="md"
          {...form.getInputProps("finding")}
        />
        <Text size="xs" c="dimmed" mt="sm">
          Closed with your name. It cannot be changed afterwards.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Close the review
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
