"use client";

import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { PersonId } from "#models/rostering/roster-ids";
import type { OpenShiftId, SickCallId } from "#models/sick-calls/sick-call";
import { NOTHING_TO_FILL } from "#models/sick-calls/sick-call-words";
import classes from "./open-shifts.module.css";
import { type SickCallWork, useSickCallWork } from "./use-open-shifts";

interface Props {
  person: { personId: PersonId; name: string };
  /** `2026-11-30`: the day that was looked at. */
  on: string;
  close: () => void;
  /** The first of the shifts that are open now. */
  reported: (openShiftId: OpenShiftId) => void;
}

/** Somebody has called: for which days they cannot come. Why is not asked. */
export function SickCallDialog({ person, on, close, reported }: Readonly<Props>) {
  const work = useSickCallWork();
  const [fromOn, setFrom] = useState(on);
  const [toOn, setTo] = useState(on);
  const [stored, setStored] = useState<SickCallId>();
  const report = async (event: FormEvent) => {
    event.preventDefault();
    const done = await work.act(
      { type: "report", personId: person.personId, fromOn, toOn },
      `${person.name} is away. Their shifts are open.`,
    );
    const [first] = done?.openShifts ?? [];
    if (first) reported(first.openShiftId);
    else setStored(done?.sickCallId);
  };
  const known = stored ?? work.conflict?.sickCallId;
  return (
    <Modal opened onClose={close} title={`${person.name} cannot come`}>
      {known ? (
        <KnownCall
          sickCallId={known}
          says={stored ? NOTHING_TO_FILL : work.conflict?.says}
          {...{ person, work, close }}
        />
      ) : (
        <form onSubmit={(event) => void report(event)}>
          <p className={classes.about}>
            Their published shifts on these days that have not begun are open then, and others can
            be asked. Why is neither asked nor kept.
          </p>
          <Group grow>
            <TextInput
              type="date"
              label="First day"
              required
              value={fromOn}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setFrom(value);
                if (toOn < value) setTo(value);
              }}
            />
            <TextInput
              type="date"
              label="Last day"
              required
              min={fromOn}
              value={toOn}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Group>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={work.busy === "report"} disabled={fromOn === ""}>
              Report
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

interface KnownProps {
  person: Props["person"];
  sickCallId: SickCallId;
  says: string | undefined;
  work: SickCallWork;
  close: () => void;
}

/** A call that may have left no shift open, so that only here it can be ended. */
function KnownCall({ person, sickCallId, says, work, close }: Readonly<KnownProps>) {
  const safe = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => safe.current?.focus(), []);
  const end = async () => {
    const done = await work.act(
      { type: "end", sickCallId },
      `${person.name} comes after all. What nobody has taken is theirs again.`,
    );
    if (done) close();
  };
  return (
    <>
      <p className={classes.about} role="status">
        {says}
      </p>
      <p className={classes.about}>
        If they come after all, they are away on none of the days of this call, and every shift of
        it that nobody has taken is theirs again.
      </p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close} ref={safe}>
          Close
        </Button>
        <Button loading={work.busy === "end"} onClick={() => void end()}>
          {person.name} comes after all
        </Button>
      </Group>
    </>
  );
}
