"use client";

import { memo } from "react";
import { type CoverageLine, describeCover, type Interval, judgeCover } from "./coverage";
import classes from "./coverage-table.module.css";
import { CELL_PX } from "./grid-metrics";
import { dayWords, type RosterIndex } from "./roster-index";
import { usePlanner } from "./use-planner";

interface Props {
  lines: readonly number[];
  days: readonly number[];
}

/** What is planned of each shift against what it takes, beneath the days. */
export const CoverageTable = memo(function CoverageTable({ lines: shown, days }: Readonly<Props>) {
  const lines = usePlanner((view) => view.lines);
  const index = usePlanner((view) => view.index);
  return (
    <div
      role="table"
      aria-label="Cover of each shift"
      aria-colcount={index.days.length + 1}
      className={classes.table}
    >
      {shown.map((place) => {
        const line = lines[place];
        return line && <CoverageRow key={line.key} {...{ line, place, days, index }} />;
      })}
    </div>
  );
});

interface RowProps {
  line: CoverageLine;
  place: number;
  days: readonly number[];
  index: RosterIndex;
}

const CoverageRow = memo(function CoverageRow(props: Readonly<RowProps>) {
  const { line, place, days, index } = props;
  const planned = usePlanner((view) => view.cover[place]);
  return (
    <div role="row" className={classes.row}>
      <div role="rowheader" className={classes.name} title={lineWords(line)}>
        <span className={classes.code}>{line.shift.code}</span>
        <span className={classes.unit}>{index.units.get(line.unitId)?.code ?? line.unitName}</span>
        <span className={classes.skill}>{line.skill ?? "nurses"}</span>
      </div>
      <div role="none" className={classes.cells}>
        {days.map((day) => (
          <CoverageCell
            key={day}
            day={day}
            name={index.days[day] ? dayWords(index.days[day].date) : ""}
            isWeekend={index.days[day]?.isWeekend ?? false}
            beginsWeek={index.days[day]?.beginsWeek ?? false}
            planned={planned?.[day] ?? 0}
            need={line.needs[day]}
            interval={line.intervals[day]}
          />
        ))}
      </div>
    </div>
  );
});

export const lineWords = ({ shift, unitName, skill }: CoverageLine): string =>
  `${shift.name}, ${unitName}, ${skill ? `with skill ${skill}` : "nurses"}`;

interface CellProps {
  day: number;
  name: string;
  isWeekend: boolean;
  beginsWeek: boolean;
  planned: number;
  need: CoverageLine["needs"][number];
  interval: Interval | undefined;
}

const CoverageCell = memo(function CoverageCell(props: Readonly<CellProps>) {
  const { day, name, isWeekend, beginsWeek, planned, need, interval } = props;
  const { verdict, by } = judgeCover(planned, need);
  const words = `${name}: ${describeCover(planned, need)}${
    interval ? `; forecast ${interval.low} to ${interval.high} in 8 of 10 cases` : ""
  }`;
  return (
    <div
      role="cell"
      className={classes.cell}
      style={{ left: day * CELL_PX }}
      aria-colindex={day + 2}
      aria-label={words}
      title={words}
      data-verdict={verdict}
      data-weekend={isWeekend || undefined}
      data-week={beginsWeek || undefined}
    >
      {need && (
        <>
          <span className={classes.count}>
            {verdict === "met" ? planned : `${verdict === "above" ? "+" : "−"}${by}`}
          </span>
          <Scale planned={planned} need={need} interval={interval} />
        </>
      )}
    </div>
  );
});

type ScaleProps = Pick<CellProps, "planned" | "interval"> & {
  need: NonNullable<CellProps["need"]>;
};

/** The forecast's interval as a bar, the target as a line in it, and what is planned as a dot. */
function Scale({ planned, need, interval }: Readonly<ScaleProps>) {
  const [low, high] = [interval?.low ?? need.minimum, interval?.high ?? need.maximum];
  const most = Math.max(high, need.maximum, planned, 1);
  const at = (count: number) => `${(100 * count) / most}%`;
  return (
    <span className={classes.scale} aria-hidden="true">
      <span
        className={classes.band}
        style={{ left: at(low), right: `${100 - (100 * high) / most}%` }}
      />
      <span className={classes.target} style={{ left: at(need.target) }} />
      <span className={classes.dot} style={{ left: at(planned) }} />
    </span>
  );
}
