"use client";

import { Button } from "@mantine/core";
import type { OwnDraft, PlaceOnWire } from "#models/realtime/my-shifts";
import { dayInWords } from "#models/shared/date-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "./part.module.css";
import { ShiftCode } from "./shift-code";
import type { MyShiftsWork } from "./use-my-shifts";

const MODES = {
  "first-come": "First come: whoever takes a place has it.",
  balanced: "Balanced: ask for what you like, the planner’s solver weighs all of it afterwards.",
} as const;

/** One's own choice of shifts while the window is open; without a window nothing. */
export function PlacesPanel({ draft, work }: Readonly<{ draft: OwnDraft; work: MyShiftsWork }>) {
  const time = useHospitalTime();
  const { window } = draft;
  if (!window) return null;

  const when = {
    before: `Opens ${time.dayAndClock(window.opensAt)}`,
    open: `Open until ${time.dayAndClock(window.closesAt)}`,
    closed: `Closed since ${time.dayAndClock(window.closesAt)}`,
  }[window.phase];
  const places =
    window.phase === "open"
      ? window.places.filter(
          ({ isMine, placed, target }) => isMine || window.mode === "balanced" || placed < target,
        )
      : window.places.filter(({ isMine }) => isMine);

  return (
    <TitledSection
      title="Choose your shifts"
      classes={part}
      about={`${draft.name}. ${MODES[window.mode]}`}
      aside={<strong>{when}</strong>}
    >
      {places.length === 0 ? (
        <p className={part.empty}>
          {window.phase === "open" ? "No place is open any more." : "You have taken no place."}
        </p>
      ) : (
        <ul className={part.rows}>
          {places.map((place) => (
            <PlaceRow
              key={`${place.day} ${place.assignment.shiftId} ${place.assignment.unitId}`}
              {...{ place, draft, work }}
              isOpen={window.phase === "open"}
            />
          ))}
        </ul>
      )}
    </TitledSection>
  );
}

function PlaceRow({
  place,
  draft,
  work,
  isOpen,
}: Readonly<{ place: PlaceOnWire; draft: OwnDraft; work: MyShiftsWork; isOpen: boolean }>) {
  const { day, on, assignment, target, placed, isMine } = place;
  const { rosterId } = draft;
  const shift = draft.shifts.find(({ shiftId }) => shiftId === assignment.shiftId);
  const what = `${shift?.name ?? "Shift"} on ${dayInWords(on)}`;
  return (
    <li className={part.row}>
      <ShiftCode code={shift?.code ?? "?"} isNight={shift?.isNight ?? false} />
      <span className={part.grow}>
        <strong>{dayInWords(on)}</strong> {shift?.name}
        <span className={part.quiet}>
          {placed} of {target} taken{isMine && ", one by you"}
        </span>
      </span>
      {isOpen &&
        (isMine ? (
          <Button
            variant="default"
            aria-label={`Leave ${what}`}
            onClick={() => void work.act({ type: "leave-place", rosterId, day })}
          >
            Leave
          </Button>
        ) : (
          <Button
            variant="light"
            aria-label={`Take ${what}`}
            onClick={() => void work.act({ type: "take-place", rosterId, day, assignment })}
          >
            Take
          </Button>
        ))}
    </li>
  );
}
