"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { OpenSession } from "#db/sessions";
import { ROLES } from "#models/access/role";
import type { SessionId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { SectionHeading } from "../../_components/section-heading";
import { endOneSession } from "../actions";

interface Props {
  sessions: readonly OpenSession[];
  ownSessionId: SessionId;
  askedAt: Date;
}

export function SessionAdministration({ sessions, ownSessionId, askedAt }: Readonly<Props>) {
  const [ending, setEnding] = useState<OpenSession>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();

  const end = async ({ sessionId }: OpenSession) => {
    await run(() => endOneSession({ sessionId }));
    setEnding(undefined);
  };

  return (
    <section aria-label="Sessions">
      <SectionHeading title="Sessions">
        Everybody signed in at {time.clock(askedAt)}. A session that is ended leaves a live screen
        at once, and other pages at their next click.
      </SectionHeading>
      <RecordTable
        caption="Open sessions"
        rows={sessions}
        rowKey={({ sessionId }) => sessionId}
        empty="Nobody is signed in."
        columns={[
          { title: "Name", isHeader: true, cell: ({ name }) => name },
          { title: "Role", cell: ({ role }) => ROLES[role].title },
          { title: "Device", cell: ({ device }) => device ?? "Not known" },
          { title: "Address", cell: ({ address }) => address ?? "Not known" },
          { title: "Signed in", cell: ({ createdAt }) => time.dayAndClock(createdAt) },
          { title: "Last active", cell: ({ lastSeenAt }) => ago(lastSeenAt, askedAt) },
          { title: "Ends at latest", cell: ({ expiresAt }) => time.dayAndClock(expiresAt) },
          {
            title: "Actions",
            isTitleHidden: true,
            cell: (session) =>
              session.sessionId === ownSessionId ? (
                "This session"
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`End the session of ${session.name}`}
                  onClick={() => setEnding(session)}
                >
                  End
                </Button>
              ),
          },
        ]}
      />
      {ending ? (
        <ConfirmDialog
          title={`End this session of ${ending.name}?`}
          consequence="That screen goes to the sign-in page at once."
          confirmLabel="End session"
          isBusy={isBusy}
          onConfirm={() => void end(ending)}
          onClose={() => setEnding(undefined)}
        />
      ) : null}
    </section>
  );
}
