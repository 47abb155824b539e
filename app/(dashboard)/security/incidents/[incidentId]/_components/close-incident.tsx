"use client";

import { Alert, Button, Group, Modal, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { ClosingReport } from "#models/security/incident";
import type { IncidentId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { closeIncident } from "../../actions";

const FIELDS = [
  { name: "finding", label: "Finding", description: "What happened, and what was reached by it." },
  { name: "cause", label: "Cause", description: "Why it could happen." },
  {
    name: "measures",
    label: "Measures",
    description: "What was done, and what remains to be done by whom.",
  },
] as const;

/** Closing asks for the report: a closed incident cannot be written on any more. */
export function CloseIncident({
  incidentId,
  inForce,
}: Readonly<{ incidentId: IncidentId; inForce: number }>) {
  const [isOpen, setOpen] = useState(false);
  const { isBusy, run } = useAction();
  const form = useForm<ClosingReport>({
    initialValues: { finding: "", cause: "", measures: "" },
    validate: (values) => {
      const { error } = ClosingReport.safeParse(values);
      return Object.fromEntries(
        (error?.issues ?? []).map(({ path, message }) => [String(path[0]), message]),
      );
    },
  });

  const submit = async (report: ClosingReport) => {
    const closed = await run(() => closeIncident({ incidentId, report }));
    if (closed) setOpen(false);
  };

  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Close with a report
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Close with a report"
        size="lg"
        closeOnClickOutside={false}
      >
        <form onSubmit={form.onSubmit((report) => void submit(report))}>
          {inForce > 0 ? (
            <Alert color="yellow" mb="md">
              {inForce === 1
                ? "One containment of this incident stays in force until it is lifted."
                : `${inForce} containments of this incident stay in force until they are lifted.`}
            </Alert>
          ) : null}
          {FIELDS.map(({ name, label, description }, index) => (
            <Textarea
              key={name}
              label={label}
              description={description}
              mt={index > 0 ? "md" : 0}
              autosize
              minRows={3}
              maxRows={10}
              maxLength={4_000}
              withAsterisk
              data-autofocus={index === 0 || undefined}
              {...form.getInputProps(name)}
            />
          ))}
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={isBusy}>
              Close the incident
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
