"use client";

import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { OwnDraft, PlaceOnWire } from "#models/realtime/my-shifts";
import { dayInWords } from "#models/shared/date-words";
import classes from "./places-panel.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

interface Props {
  place: PlaceOnWire;
  draft: OwnDraft;
  work: MyShiftsWork;
  isReadOnly: boolean;
}

/** One shift of a day: a touch takes it, another one leaves it. */
export function PlaceButton({ place, draft, work, isReadOnly }: Readonly<Props>) {
  const { day, on, assignment, unitCode, target, placed, isMine } = place;
  const { rosterId, shifts } = draft;
  const shift = shifts.find(({ shiftId }) => shiftId === assignment.shiftId);
  const touched = () =>
    void work.act(
      isMine
        ? { type: "leave-place", rosterId, day }
        : { type: "take-place", rosterId, day, assignment },
    );
  return (
    <UnstyledButton
      className={classes.place ?? ""}
      data-mine={isMine || undefined}
      data-night={shift?.isNight || undefined}
      disabled={isReadOnly || work.busy === "take-place" || work.busy === "leave-place"}
      onClick={touched}
    >
      <span className={classes.name}>
        {isMine && <IconCheck size={16} stroke={2.4} aria-hidden="true" />}
        <VisuallyHidden>{isReadOnly ? "Yours:" : isMine ? "Leave" : "Take"} </VisuallyHidden>
        {shift?.name ?? "Shift"}
        <VisuallyHidden> on {dayInWords(on)}, </VisuallyHidden>
      </span>
      <span className={classes.taken}>
        {isMine ? "Yours, " : ""}
        {placed} of {target}, {unitCode}
      </span>
    </UnstyledButton>
  );
}
