"use client";

import { Button } from "@mantine/core";
import { BED_TAGS } from "#models/beds/bed-tag";
import type { BoardingPatient } from "#models/realtime/bed-board";
import { useAtNow } from "@/_components/live/use-live";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import { WAIT_WORDS, waitTone, waitWords } from "./bed-totals";
import classes from "./boarding-queue.module.css";
import type { BoardState } from "./board-state";
import { describeWho } from "./person-words";

interface Props {
  state: BoardState;
  areNamesHidden: boolean;
  /** Absent for somebody who can give no bed. */
  place: ((patient: BoardingPatient) => void) | undefined;
  /** Whose bed is looked for now. */
  placing: BoardingPatient["encounterId"] | undefined;
  isBlocked: boolean;
}

/** Who is admitted and still in the emergency department, the longest wait first. */
export function BoardingQueue(props: Readonly<Props>) {
  const { boarding } = props.state;
  if (boarding.length === 0) return <p className={classes.empty}>Nobody waits for a bed.</p>;
  return (
    <ol className={classes.queue} aria-label="Boarding patients, longest wait first">
      {boarding.map((patient) => (
        <BoardingRow key={patient.bedRequestId} patient={patient} {...props} />
      ))}
    </ol>
  );
}

function BoardingRow({
  patient,
  state,
  areNamesHidden,
  place,
  placing,
  isBlocked,
}: Readonly<Props & { patient: BoardingPatient }>) {
  const { since, person, needs, neededKind, bedLabel, reservedBedId } = patient;
  const tone = useAtNow((now) => waitTone(now - since));
  const waited = useAtNow((now) => waitWords(now - since));
  const unit = state.units.find(({ unitId }) => unitId === patient.unitId);
  const from = [unit?.code ?? "Emergency", bedLabel].filter(Boolean).join(" ");
  const who = describeWho(person, areNamesHidden);

  return (
    <li
      className={classes.row}
      data-tone={tone}
      data-placing={placing === patient.encounterId || undefined}
    >
      <p className={classes.wait}>
        <strong>{waited}</strong> {WAIT_WORDS[tone]}
      </p>
      <p className={classes.who}>
        <strong>{who}</strong> in {from}
      </p>
      <p className={classes.needs}>
        {[UNIT_KIND_TITLES[neededKind], ...needs.map((tag) => BED_TAGS[tag])].join(", ")}
      </p>
      {reservedBedId && <p className={classes.kept}>Kept: {bedName(state, reservedBedId)}</p>}
      {place && (
        <Button
          className={classes.place}
          size="compact-sm"
          variant="default"
          data-boarding
          aria-pressed={placing === patient.encounterId}
          aria-label={`Place ${who} of ${from}`}
          disabled={isBlocked}
          onClick={() => place(patient)}
        >
          Place
        </Button>
      )}
    </li>
  );
}

/** "MICU 04"; a bed that is not on the board has no name there. */
export function bedName(
  { beds, units }: BoardState,
  bedId: NonNullable<BoardingPatient["bedId"]>,
): string {
  const bed = beds.get(bedId);
  if (!bed) return "a bed";
  const unit = units.find(({ unitId }) => unitId === bed.unitId);
  return `${unit?.code ?? ""} ${bed.label}`.trim();
}
