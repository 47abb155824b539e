"use client";

import { Button, Checkbox, Skeleton } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import type { CandidateOnWire, OpenShiftOnWire } from "#models/realtime/sick-calls";
import type { PersonId } from "#models/rostering/roster-ids";
import { useLive } from "@/_components/live/live-provider";
import { factsInWords, WHAT_A_POINT_IS } from "../candidate-facts";
import classes from "./open-shifts.module.css";
import type { SickCallWork } from "./use-open-shifts";

type Found = readonly CandidateOnWire[] | "failed" | undefined;

/** Who could take the shift without breaking a rule, the best first; some or all of them are asked. */
export function AskCandidates({
  shift,
  work,
}: Readonly<{ shift: OpenShiftOnWire; work: SickCallWork }>) {
  const { client } = useLive();
  const { openShiftId, offers } = shift;
  const [found, setFound] = useState<Found>();
  const [isWhole, setWhole] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set());
  const read = useCallback(() => {
    void client.sickCalls.candidates(openShiftId, isWhole).then((answer) => {
      setFound(answer.ok ? answer.value : "failed");
    });
  }, [client, openShiftId, isWhole]);
  useEffect(read, [read]);

  const asked = new Set(offers.map(({ personId }) => personId));
  const free = Array.isArray(found)
    ? found.filter(({ personId }: CandidateOnWire) => !asked.has(personId))
    : [];
  const ask = async (people: readonly CandidateOnWire[]) => {
    const personIds = people.map(({ personId }) => personId);
    const done = await work.act(
      { type: "offer", openShiftId, personIds },
      "They are asked on their phones. The first who accepts has it.",
    );
    if (done) setChosen(new Set());
  };
  const toggle = (personId: PersonId) =>
    setChosen((known) => {
      const next = new Set(known);
      if (!next.delete(personId)) next.add(personId);
      return next;
    });
  const picked = free.filter(({ personId }) => chosen.has(personId));

  return (
    <section aria-labelledby="who-could">
      <h3 id="who-could" className={classes.title}>
        Who could take it
      </h3>
      {found === undefined && (
        <div role="status" aria-label="Looking for people">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} height={48} mt="xs" radius="sm" />
          ))}
        </div>
      )}
      {found === "failed" && (
        <p className={classes.about}>
          Nobody could be looked for.{" "}
          <Button size="compact-sm" onClick={read}>
            Try again
          </Button>
        </p>
      )}
      {Array.isArray(found) && free.length === 0 && (
        <p className={classes.about}>
          {found.length > 0
            ? "Everybody here is asked."
            : "Nobody is free who could take it without breaking a rule. Look for a repair."}
        </p>
      )}
      {free.length > 0 && (
        <>
          <ul className={classes.rows} aria-label="Who could take it">
            {free.map((candidate) => (
              <li key={candidate.personId} className={classes.row}>
                <Checkbox
                  aria-label={`Choose ${candidate.name}`}
                  checked={chosen.has(candidate.personId)}
                  onChange={() => toggle(candidate.personId)}
                />
                <span>
                  <strong>{candidate.name}</strong>
                  <p>{candidate.text}</p>
                  <p className={classes.quiet}>{factsInWords(candidate)}</p>
                </span>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Assign ${candidate.name}`}
                  loading={work.busy === "assign"}
                  onClick={() =>
                    void work.act(
                      { type: "assign", openShiftId, personId: candidate.personId },
                      `${candidate.name} works it.`,
                    )
                  }
                >
                  Assign
                </Button>
              </li>
            ))}
          </ul>
          <p className={classes.quiet}>
            {WHAT_A_POINT_IS} Asking sends the question to their page of shifts. Assign only
            somebody who has already said yes.
          </p>
          <div className={classes.actions}>
            <Button loading={work.busy === "offer"} onClick={() => void ask(free)}>
              Ask all {free.length}
            </Button>
            <Button
              variant="default"
              disabled={picked.length === 0}
              onClick={() => void ask(picked)}
            >
              Ask the chosen ({picked.length})
            </Button>
          </div>
        </>
      )}
      {Array.isArray(found) && !isWhole && (
        <Button variant="subtle" mt="xs" onClick={() => setWhole(true)}>
          Show everybody who could
        </Button>
      )}
    </section>
  );
}
