"use client";

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { RosterScore, ScoreSum } from "#models/rostering/roster-score";
import type { PersonId } from "#models/rostering/roster-ids";
import { WHAT_A_POINT_IS } from "../../_components/candidate-facts";
import { whole } from "./numbers";
import { dayWords, type RosterIndex } from "./roster-index";
import classes from "./side-panel.module.css";
import { usePlanner } from "./use-planner";
import { useSettled } from "./use-settled";

type By = "rule" | "person" | "day";

interface Line extends ScoreSum {
  key: string;
  title: string;
  jumpTo: { personId?: PersonId; day?: number } | undefined;
}

interface Props {
  jump: (to: { personId?: PersonId; day?: number }) => void;
}

/** Where the points come from. */
export function ScoreTable({ jump }: Readonly<Props>) {
  const score = useSettled(usePlanner((view) => view.score));
  const index = usePlanner((view) => view.index);
  const [by, setBy] = useState<By>("rule");
  if (!score) return <p className={classes.empty}>The score cannot be counted.</p>;
  const lines = linesOf(score, by, index).filter(
    ({ points, hardSteps }) => points !== 0 || hardSteps > 0,
  );
  const most = Math.max(1, ...lines.map(({ points }) => points));
  return (
    <>
      <p className={classes.about}>{WHAT_A_POINT_IS}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Points by"
        value={by}
        onChange={(value) => setBy(value)}
        data={[
          { value: "rule", label: "By rule" },
          { value: "person", label: "By person" },
          { value: "day", label: "By day" },
        ]}
      />
      <table className={classes.table}>
        <caption className={classes.hidden}>Points by {by}</caption>
        <thead>
          <tr>
            <th scope="col">{by === "rule" ? "Rule" : by === "person" ? "Person" : "Day"}</th>
            <th scope="col">Hard</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, 60).map(({ key, title, points, hardSteps, jumpTo }) => (
            <tr key={key}>
              <th scope="row">
                {jumpTo ? (
                  <button type="button" className={classes.link} onClick={() => jump(jumpTo)}>
                    {title}
                  </button>
                ) : (
                  title
                )}
                <span
                  className={classes.bar}
                  style={{ width: `${(100 * Math.max(0, points)) / most}%` }}
                />
              </th>
              <td data-hard={hardSteps > 0 || undefined}>{hardSteps > 0 ? hardSteps : ""}</td>
              <td>{whole(points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length === 0 && <p className={classes.empty}>Nothing costs a point.</p>}
    </>
  );
}

function linesOf({ byRule, byPerson, byDay }: RosterScore, by: By, index: RosterIndex): Line[] {
  if (by === "rule")
    return byRule.map(({ ruleId, title, points, hardSteps, charges }) => ({
      ...{ key: ruleId, points, hardSteps, jumpTo: undefined },
      title: `${title} (${charges})`,
    }));
  if (by === "person")
    return dearest(
      byPerson.map(({ personId, points, hardSteps }) => ({
        ...{ key: personId, points, hardSteps, jumpTo: { personId } },
        title: index.people.get(personId)?.name ?? "Somebody",
      })),
    );
  return byDay.map(({ day, points, hardSteps }) => ({
    ...{ key: String(day), points, hardSteps, jumpTo: { day } },
    title: index.days[day] ? dayWords(index.days[day].date) : "",
  }));
}

const dearest = (lines: Line[]): Line[] =>
  lines.toSorted((a, b) => b.hardSteps - a.hardSteps || b.points - a.points);
