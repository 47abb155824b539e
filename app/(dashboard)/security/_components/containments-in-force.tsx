"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { CONTAINMENT_KINDS, type ContainmentKind } from "#models/security/containment";
import type { ContainmentId, IncidentId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { LinkText } from "@/_components/ui/link-text";
import { RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { lift } from "../incidents/actions";
import { Section } from "./section";

export interface ContainmentInForce {
  containmentId: ContainmentId;
  incidentId: IncidentId;
  kind: ContainmentKind;
  /** Whom it holds, in words. */
  of: string;
  appliedAt: Date;
}

const LIFTED: Readonly<Partial<Record<ContainmentKind, string>>> = {
  "lock-account": "This person can sign in again with what they know and have now.",
  "freeze-exports": "Everybody who may export can do so again.",
};

/** What still holds somebody or something, whatever became of its incident. */
export function ContainmentsInForce({
  containments,
  mayLift,
}: Readonly<{ containments: readonly ContainmentInForce[]; mayLift: boolean }>) {
  const [lifting, setLifting] = useState<ContainmentInForce>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();

  const confirm = async ({ containmentId }: ContainmentInForce) => {
    await run(() => lift({ containmentId }));
    setLifting(undefined);
  };

  return (
    <Section title="In force">
      <RecordTable
        caption="Containments in force"
        rows={containments}
        rowKey={({ containmentId }) => containmentId}
        empty="Nothing is contained."
        columns={[
          {
            title: "Containment",
            isHeader: true,
            cell: ({ kind, incidentId }) => (
              <LinkText href={`/security/incidents/${incidentId}`}>
                {CONTAINMENT_KINDS[kind].title}
              </LinkText>
            ),
          },
          { title: "Of", cell: ({ of }) => of },
          { title: "Since", cell: ({ appliedAt }) => time.dayAndClock(appliedAt) },
          {
            title: "Actions",
            isTitleHidden: true,
            cell: (containment) =>
              mayLift ? (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Lift: ${CONTAINMENT_KINDS[containment.kind].title}, ${containment.of}`}
                  onClick={() => setLifting(containment)}
                >
                  Lift
                </Button>
              ) : null,
          },
        ]}
      />
      {lifting ? (
        <ConfirmDialog
          title={`Lift "${CONTAINMENT_KINDS[lifting.kind].title}" of ${lifting.of}?`}
          consequence={LIFTED[lifting.kind] ?? ""}
          confirmLabel="Lift"
          isBusy={isBusy}
          onConfirm={() => void confirm(lifting)}
          onClose={() => setLifting(undefined)}
        />
      ) : null}
    </Section>
  );
}
