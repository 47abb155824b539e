"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { OwnSession } from "#db/own-sessions";
import type { SessionId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { SectionHeading } from "../../admin/_components/section-heading";
import { StatusLabel } from "@/_components/ui/status-label";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { endMyOtherSessions, endMySession } from "../actions";

interface Props {
  sessions: readonly OwnSession[];
  /** The one that this page is looked at in. */
  presentId: SessionId;
  askedAt: Date;
}

type Ending = OwnSession | "all-others";

const UNKNOWN_DEVICE = "Unknown device";

export function OwnSessions({ sessions, presentId, askedAt }: Readonly<Props>) {
  const [ending, setEnding] = useState<Ending>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();
  const others = sessions.filter(({ sessionId }) => sessionId !== presentId);
  const close = () => setEnding(undefined);

  const end = async (which: Ending) => {
    await run<unknown>(() =>
      which === "all-others" ? endMyOtherSessions() : endMySession({ sessionId: which.sessionId }),
    );
    close();
  };

  return (
    <section aria-label="Sessions">
      <SectionHeading
        title="Sessions"
        actions={
          others.length > 0 ? (
            <Button variant="default" onClick={() => setEnding("all-others")}>
              End all others
            </Button>
          ) : undefined
        }
      >
        Where you are signed in. If you do not recognise one, end it and change your password.
      </SectionHeading>
      <RecordTable
        caption="Your sessions"
        rows={sessions}
        rowKey={({ sessionId }) => sessionId}
        empty="You are signed in nowhere."
        columns={[
          { title: "Device", isHeader: true, cell: ({ device }) => device ?? UNKNOWN_DEVICE },
          { title: "Address", cell: ({ address }) => address ?? "Not known" },
          { title: "Signed in", cell: ({ createdAt }) => time.dayAndClock(createdAt) },
          { title: "Last active", cell: ({ lastSeenAt }) => ago(lastSeenAt, askedAt) },
          {
            title: "Actions",
            isTitleHidden: true,
            cell: (session) =>
              session.sessionId === presentId ? (
                <StatusLabel tone="well">This session</StatusLabel>
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`End the session of ${session.device ?? UNKNOWN_DEVICE}, signed in ${time.dayAndClock(session.createdAt)}`}
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
          title={
            ending === "all-others"
              ? `End ${others.length === 1 ? "the other session" : `all ${others.length} other sessions`}?`
              : `End the session of ${ending.device ?? UNKNOWN_DEVICE}?`
          }
          consequence="What is open there goes to the sign-in page at once. This cannot be taken back."
          confirmLabel={ending === "all-others" ? "End all others" : "End session"}
          isBusy={isBusy}
          onConfirm={() => void end(ending)}
          onClose={close}
        />
      ) : null}
    </section>
  );
}
