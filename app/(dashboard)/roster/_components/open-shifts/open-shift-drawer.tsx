"use client";

import { Button, Drawer, Group } from "@mantine/core";
import { useState } from "react";
import type { OpenShiftOnWire } from "#models/realtime/sick-calls";
import { useConnection } from "@/_components/live/use-live";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { StatusLabel } from "@/_components/ui/status-label";
import { AskCandidates } from "./ask-candidates";
import { SHIFT_STATES, useOpenShiftWords } from "./open-shift-words";
import classes from "./open-shifts.module.css";
import { RepairList } from "./repair-list";
import { type SickCallWork, useSickCallWork } from "./use-open-shifts";
import { WhoWasAsked } from "./who-was-asked";

interface Props {
  shift: OpenShiftOnWire;
  close: () => void;
}

/** One shift that somebody left: who could take it, who was asked, and what else could be done. */
export function OpenShiftDrawer({ shift, close }: Readonly<Props>) {
  const words = useOpenShiftWords();
  const work = useSickCallWork();
  const isAway = useConnection().state !== "live";
  const { state, leftBy, filledBy, settledBy } = shift;
  return (
    <Drawer opened onClose={close} size={480} title={words(shift)}>
      <Group gap="xs" mb="xs" role="status">
        <StatusLabel tone={SHIFT_STATES[state].tone}>{SHIFT_STATES[state].words}</StatusLabel>
        <span>
          {filledBy
            ? `${filledBy.name} works it instead of ${leftBy.name}`
            : `${leftBy.name} cannot come`}
          {settledBy && `, settled by ${settledBy}`}.
        </span>
      </Group>
      {isAway && (
        <p className={classes.away} role="status">
          No connection: this may be old, and nothing can be done until it is back.
        </p>
      )}
      <fieldset className={classes.work} disabled={isAway} aria-label="What can be done">
        <WhoWasAsked shift={shift} work={work} />
        {state === "open" && (
          <>
            <AskCandidates shift={shift} work={work} />
            <RepairList shift={shift} work={work} />
            <Otherwise shift={shift} work={work} />
          </>
        )}
      </fieldset>
    </Drawer>
  );
}

function Otherwise({ shift, work }: Readonly<{ shift: OpenShiftOnWire; work: SickCallWork }>) {
  const { openShiftId, sickCallId, leftBy } = shift;
  const [asks, setAsks] = useState<"end" | "close">();
  return (
    <section aria-labelledby="otherwise">
      <h3 id="otherwise" className={classes.title}>
        Otherwise
      </h3>
      <div className={classes.actions}>
        <Button variant="default" loading={work.busy === "end"} onClick={() => setAsks("end")}>
          {leftBy.name} comes after all
        </Button>
        <Button variant="default" loading={work.busy === "close"} onClick={() => setAsks("close")}>
          Leave it open
        </Button>
      </div>
      {asks === "end" && (
        <ConfirmDialog
          title={`${leftBy.name} comes after all?`}
          consequence="Every shift of this call that nobody has taken is theirs again, on each of its days. Whoever was asked is told that it is not needed."
          confirmLabel="Comes after all"
          isBusy={work.busy === "end"}
          onConfirm={() => {
            setAsks(undefined);
            void work.act({ type: "end", sickCallId }, "What nobody has taken is theirs again.");
          }}
          onClose={() => setAsks(undefined)}
        />
      )}
      {asks === "close" && (
        <ConfirmDialog
          title="Leave the shift open?"
          consequence="The unit does without. Nobody is asked any more, and the shift is not offered again."
          confirmLabel="Leave it open"
          isBusy={work.busy === "close"}
          onConfirm={() => {
            setAsks(undefined);
            void work.act(
              { type: "close", openShiftId },
              "The unit does without. Nobody is asked.",
            );
          }}
          onClose={() => setAsks(undefined)}
        />
      )}
    </section>
  );
}
