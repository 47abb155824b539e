"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { RosterPerson, RosterShift } from "#models/rostering/roster-problem";
import type { UnitId } from "#models/shared/ids";
import { describeCover, judgeCover } from "./coverage";
import classes from "./phone-day.module.css";
import { GRADE_SHORT } from "./person-name";
import { dayWords, type RosterIndex } from "./roster-index";
import type { PlannerView } from "./planner-store";
import { usePlanner } from "./use-planner";

/** Somebody of that day has called: absent for who fills no shifts. */
type CannotCome = ((person: RosterPerson, day: number) => void) | undefined;

interface PhoneDayProps {
  /** The day shown first. */
  begin: number;
  today: number | undefined;
  cannotCome: CannotCome;
}

/** On a phone a roster is read, day by day: who works where, and whether they are enough. */
export function PhoneDay({ begin, today, cannotCome }: Readonly<PhoneDayProps>) {
  const index = usePlanner((view) => view.index);
  const last = index.days.length - 1;
  const [day, setDay] = useState(begin);
  const go = (step: number) => setDay(Math.max(0, Math.min(last, day + step)));
  const date = index.days[day]?.date;
  return (
    <section aria-labelledby="day-title">
      <header className={classes.head}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="The day before"
          disabled={day === 0}
          onClick={() => go(-1)}
        >
          <IconChevronLeft />
        </ActionIcon>
        <h2 id="day-title" className={classes.title} aria-live="polite">
          {date && dayWords(date)}
          {today === day && ", today"}
        </h2>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="The day after"
          disabled={day === last}
          onClick={() => go(1)}
        >
          <IconChevronRight />
        </ActionIcon>
      </header>
      {[...index.units.values()].map(({ unitId, name }) => (
        <UnitDay key={unitId} unitId={unitId} name={name} day={day} cannotCome={cannotCome} />
      ))}
    </section>
  );
}

interface UnitDayProps {
  unitId: UnitId;
  name: string;
  day: number;
  cannotCome: CannotCome;
}

function UnitDay({ unitId, name, day, cannotCome }: Readonly<UnitDayProps>) {
  const index = usePlanner((view) => view.index);
  const rows = usePlanner((view) => view.state.rows);
  const shifts = [...index.shifts.values()].toSorted((a, b) => a.from.localeCompare(b.from));
  return (
    <section className={classes.unit} aria-label={name}>
      <h3 className={classes.unitName}>{name}</h3>
      {shifts.map((shift) => {
        const people = whoWorks(index, rows, { unitId, shift, day });
        return <ShiftDay key={shift.shiftId} {...{ unitId, shift, day, people, cannotCome }} />;
      })}
    </section>
  );
}

interface ShiftDayProps {
  unitId: UnitId;
  shift: RosterShift;
  day: number;
  people: readonly RosterPerson[];
  cannotCome: CannotCome;
}

function ShiftDay({ unitId, shift, day, people, cannotCome }: Readonly<ShiftDayProps>) {
  const lines = usePlanner((view) => view.lines);
  const cover = usePlanner((view) => view.cover);
  const units = usePlanner((view) => view.index.units);
  const needs = lines.flatMap((line, place) =>
    line.unitId === unitId && line.shift.shiftId === shift.shiftId && line.needs[day]
      ? [{ line, planned: cover[place]?.[day] ?? 0, need: line.needs[day] }]
      : [],
  );
  if (people.length === 0 && needs.length === 0) return null;
  return (
    <div className={classes.shift}>
      <p className={classes.shiftName}>
        <strong>{shift.name}</strong> {shift.from}–{shift.to}
      </p>
      {needs.map(({ line, planned, need }) => (
        <p
          key={line.key}
          className={classes.cover}
          data-verdict={judgeCover(planned, need).verdict}
        >
          {line.skill ?? "Nurses"}: {describeCover(planned, need)}
        </p>
      ))}
      <ul className={classes.people}>
        {people.map((person) => {
          const { personId, name, grade, homeUnitId } = person;
          return (
            <li key={personId}>
              <div>
                {name} <span>{GRADE_SHORT[grade]}</span>
                {homeUnitId !== unitId && (
                  <span> from {units.get(homeUnitId)?.code ?? "another unit"}</span>
                )}
              </div>
              {cannotCome && (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={`${name} cannot come`}
                  onClick={() => cannotCome(person, day)}
                >
                  Cannot come
                </Button>
              )}
            </li>
          );
        })}
        {people.length === 0 && <li className={classes.nobody}>Nobody</li>}
      </ul>
    </div>
  );
}

function whoWorks(
  { people }: RosterIndex,
  rows: PlannerView["state"]["rows"],
  { unitId, shift, day }: Omit<ShiftDayProps, "people" | "cannotCome">,
): RosterPerson[] {
  return [...people.values()].filter(({ personId }) => {
    const assignment = rows.get(personId)?.[day]?.assignment;
    return assignment?.unitId === unitId && assignment.shiftId === shift.shiftId;
  });
}
