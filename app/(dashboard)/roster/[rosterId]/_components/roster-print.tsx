"use client";

import { Fragment, memo } from "react";
import { useIsPrinting } from "@/_components/ui/use-printing";
import type { GridLine } from "./grid-lines";
import { ABSENCE_WORDS } from "./cell-view";
import { rosterDays, type RosterIndex } from "./roster-index";
import classes from "./roster-print.module.css";
import { usePlanner } from "./use-planner";

/** So many days fit across A4 on its side, and are read on A3 as well. */
const DAYS_A_SHEET = 28;

interface Props {
  lines: readonly GridLine[];
}

/** What is shown of the roster, on paper: a sheet for each four weeks. */
export const RosterPrint = memo(function RosterPrint({ lines }: Readonly<Props>) {
  const isPrinting = useIsPrinting();
  // Thousands of squares, of which the screen needs none.
  return isPrinting ? <Sheets lines={lines} /> : null;
});

function Sheets({ lines }: Readonly<Props>) {
  const head = usePlanner((view) => view.state.head);
  const version = usePlanner((view) => view.state.version);
  const index = usePlanner((view) => view.index);
  const days = rosterDays(head);
  const sheets = Array.from({ length: Math.ceil(days.length / DAYS_A_SHEET) }, (_, sheet) =>
    days.slice(sheet * DAYS_A_SHEET, (sheet + 1) * DAYS_A_SHEET),
  );
  return (
    <div className={classes.sheets}>
      {sheets.map((shown) => (
        <table key={shown[0]?.day} className={classes.sheet}>
          <caption>
            {head.name} ({head.state}, version {version}), {shown[0]?.ofMonth} {shown[0]?.month} to{" "}
            {shown.at(-1)?.ofMonth} {shown.at(-1)?.month}
          </caption>
          <thead>
            <tr>
              <th scope="col">Staff</th>
              {shown.map(({ day, weekday, ofMonth, isWeekend }) => (
                <th key={day} scope="col" data-weekend={isWeekend || undefined}>
                  {weekday}
                  <br />
                  {ofMonth}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) =>
              line.kind === "unit" ? (
                <tr key={line.unitId}>
                  <th colSpan={shown.length + 1} scope="rowgroup">
                    {line.name}
                  </th>
                </tr>
              ) : (
                <tr key={line.person.personId}>
                  <th scope="row">{line.person.name}</th>
                  {shown.map(({ day, isWeekend }) => (
                    <td key={day} data-weekend={isWeekend || undefined}>
                      <Square index={index} personId={line.person.personId} day={day} />
                    </td>
                  ))}
                </tr>
              ),
            )}
          </tbody>
        </table>
      ))}
      <p className={classes.legend}>
        {[...index.shifts.values()].map(({ shiftId, code, name, from, to }) => (
          <Fragment key={shiftId}>
            {code} {name} {from} to {to}.{" "}
          </Fragment>
        ))}
      </p>
    </div>
  );
}

interface SquareProps {
  index: RosterIndex;
  personId: Extract<GridLine, { kind: "person" }>["person"]["personId"];
  day: number;
}

function Square({ index, personId, day }: Readonly<SquareProps>) {
  const assignment = usePlanner((view) => view.state.rows.get(personId)?.[day]?.assignment);
  if (!assignment) {
    const absence = index.absences.get(personId)?.[day];
    return absence && <i>{ABSENCE_WORDS[absence].short}</i>;
  }
  const shift = index.shifts.get(assignment.shiftId);
  const isAway = index.people.get(personId)?.homeUnitId !== assignment.unitId;
  return (
    <>
      <span data-night={shift?.isNight || undefined}>{shift?.code}</span>
      {isAway && <small>{index.units.get(assignment.unitId)?.code}</small>}
    </>
  );
}
