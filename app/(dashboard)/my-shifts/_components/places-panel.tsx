"use client";

import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { OwnDraft, PlaceHindrance, PlaceOnWire } from "#models/realtime/my-shifts";
import { isPlacedAt } from "#models/rostering/self-rostering";
import { dayInWords } from "#models/shared/date-words";
import { useLive } from "@/_components/live/live-provider";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { TitledSection } from "@/_components/ui/titled-section";
import { mondayOf } from "./date-words";
import part from "./part.module.css";
import { PlaceButton } from "./place-button";
import { type PlacesByWeek, placesByWeek } from "./places-by-week";
import classes from "./places-panel.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

const MODES = {
  "first-come": "First come: whoever takes a place has it.",
  balanced: "Balanced: ask for what you like, the planner’s solver weighs all of it afterwards.",
} as const;

type Window = NonNullable<OwnDraft["window"]>;

interface Props {
  draft: OwnDraft;
  work: MyShiftsWork;
}

/** One's own choice of shifts while the window is open, week by week; without a window nothing. */
export function PlacesPanel({ draft, work }: Readonly<Props>) {
  const time = useHospitalTime();
  const { window, shifts } = draft;
  if (!window) return null;
  const when = {
    before: `Opens ${time.dayAndClock(window.opensAt)}`,
    open: `Open until ${time.dayAndClock(window.closesAt)}`,
    closed: `Closed since ${time.dayAndClock(window.closesAt)}`,
  }[window.phase];

  return (
    <TitledSection
      title="Choose your shifts"
      classes={part}
      about={`${draft.name}. ${MODES[window.mode]}`}
      aside={<strong>{when}</strong>}
    >
      <p className={part.quiet}>
        {shifts.map(({ name, from, to }) => `${name} ${from}–${to}`).join(" · ")}
      </p>
      {window.phase === "open" ? (
        <OpenWindow {...{ draft, window, work }} />
      ) : (
        <Taken {...{ draft, window, work }} />
      )}
    </TitledSection>
  );
}

type WindowProps = Readonly<Props & { window: Window }>;

/** What was taken stays to be read before and after. */
function Taken({ draft, window, work }: WindowProps) {
  const mine = window.places.filter(({ isMine }) => isMine);
  if (mine.length === 0) return <p className={part.empty}>You have taken no place.</p>;
  const weeks = placesByWeek(mine);
  return weeks.map((week) => <Week key={week.monday} isReadOnly {...{ week, draft, work }} />);
}

function OpenWindow({ draft, window, work }: WindowProps) {
  const { hindrances, isFailed, reread } = useHindrances(draft.rosterId, window);
  if (!hindrances && !isFailed)
    return (
      <p role="status" className={part.empty}>
        Looking which shifts your rules and your rest allow.
      </p>
    );

  const against = hindrances ?? [];
  const isFull = ({ isMine, placed, target }: PlaceOnWire) =>
    window.mode === "first-come" && !isMine && placed >= target;
  const shown = window.places.filter(
    (place) => !isFull(place) && !against.some((each) => isPlacedAt(each, place)),
  );
  const missing = window.places.flatMap((place) => {
    const says = against.find((each) => isPlacedAt(each, place))?.says;
    if (says === undefined && !isFull(place)) return [];
    return [{ ...place, says: says ?? "Full: others were first." }];
  });
  const weeks = placesByWeek(shown);
  const firstOpen = weeks.find(({ days }) => days.some(({ places }) => places.length > 0));

  return (
    <>
      {isFailed && (
        <p className={part.empty}>
          It could not be found out which shifts your rules allow: some of these may be refused.{" "}
          <Button size="compact-sm" variant="default" onClick={reread}>
            Try again
          </Button>
        </p>
      )}
      {weeks.length === 0 && <p className={part.empty}>No place is open that you could take.</p>}
      {weeks.map((week) => (
        <Week key={week.monday} isOpen={week === firstOpen} {...{ week, draft, work }} />
      ))}
      <Missing places={missing} draft={draft} />
    </>
  );
}

interface WeekProps extends Props {
  week: PlacesByWeek;
  isOpen?: boolean;
  isReadOnly?: boolean;
}

function Week({ week, draft, work, isOpen, isReadOnly = false }: Readonly<WeekProps>) {
  const { monday, days, mine, open } = week;
  return (
    <details className={part.fold} open={isOpen === true || isReadOnly}>
      <summary>
        Week of {dayInWords(monday)}
        <span className={part.quiet}>
          {mine} yours{!isReadOnly && `, ${open} to choose from`}
        </span>
      </summary>
      <ul className={classes.days}>
        {days.map(({ on, places }) => (
          <li key={on} className={classes.day}>
            <strong>{dayInWords(on)}</strong>
            <span className={classes.choices}>
              {places.map((place) => (
                <PlaceButton
                  key={`${place.assignment.shiftId} ${place.assignment.unitId}`}
                  {...{ place, draft, work, isReadOnly }}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

type MissingPlace = PlaceOnWire & { says: string };

/** On demand alone: most of it nobody asks. */
function Missing({
  places,
  draft,
}: Readonly<{ places: readonly MissingPlace[]; draft: OwnDraft }>) {
  // Of a day with a shift of one's own the reason is plain.
  const taken = new Set(places.filter(({ isMine }) => isMine).map(({ on }) => on));
  const told = places.filter(({ on }) => !taken.has(on));
  if (told.length === 0) return null;
  const mondays = [...new Set(told.map(({ on }) => mondayOf(on)))];
  const nameOf = ({ assignment, unitCode }: PlaceOnWire) =>
    `${draft.shifts.find(({ shiftId }) => shiftId === assignment.shiftId)?.name ?? "Shift"}, ${unitCode}`;
  return (
    <details className={part.fold}>
      <summary>
        Why others are not shown
        <span className={part.quiet}>{told.length} shifts</span>
      </summary>
      {mondays.map((monday) => (
        <section key={monday} aria-label={`Not shown in the week of ${dayInWords(monday)}`}>
          <ul className={classes.reasons}>
            {told
              .filter(({ on }) => mondayOf(on) === monday)
              .map((place) => (
                <li key={`${place.on} ${place.assignment.shiftId} ${place.assignment.unitId}`}>
                  <strong>
                    {dayInWords(place.on)}, {nameOf(place)}
                  </strong>
                  <span className={part.quiet}>{place.says}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

/** Judged again whenever one's own places are others: what others take changes nothing of one's rules. */
function useHindrances(rosterId: OwnDraft["rosterId"], { places }: Window) {
  const { myShifts } = useLive().client;
  const [hindrances, setHindrances] = useState<readonly PlaceHindrance[]>();
  const [isFailed, setFailed] = useState(false);
  const [asked, setAsked] = useState(0);
  const own = places
    .filter(({ isMine }) => isMine)
    .map(({ day, assignment }) => `${day} ${assignment.shiftId} ${assignment.unitId}`)
    .join();
  useEffect(() => {
    let isStale = false;
    void myShifts.placeHindrances({ rosterId }).then((answer) => {
      if (isStale) return;
      setFailed(!answer.ok);
      if (answer.ok) setHindrances(answer.value);
    });
    return () => {
      isStale = true;
    };
  }, [myShifts, rosterId, own, asked]);
  return { hindrances, isFailed, reread: () => setAsked((times) => times + 1) };
}
