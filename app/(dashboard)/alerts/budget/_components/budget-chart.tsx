"use client";

import type { BudgetFigures } from "#models/alerts/alert-budget";
import type { AlertLevels } from "#models/alerts/alert-levels";
import { XyChart, type XySeries } from "@/_components/charts/xy-chart";
import type { BudgetSource } from "../budget-source";
import { levelsInWords, percent, rate } from "../budget-words";
import classes from "./budget-view.module.css";

interface Props {
  source: BudgetSource;
  chosen: BudgetFigures | undefined;
}

/** What more alerts buy: every step, the chosen one, and what one is compared with. */
export function BudgetChart({ source, chosen }: Readonly<Props>) {
  const steps = source.steps.flatMap(({ levels }) => pointOf(source.figuresOf(levels)));
  const title = "Caught against alerts";
  if (steps.length === 0)
    return (
      <figure className={classes.chart}>
        <figcaption>
          <h2>{title}</h2>
        </figcaption>
        <p className={classes.unknown}>
          Not drawn: with {source.events === 1 ? "1 event" : `${source.events} events`} nobody knows
          what would have been caught. The alerts are counted all the same.
        </p>
      </figure>
    );
  return (
    <figure className={classes.chart}>
      <figcaption>
        <h2>{title}</h2>
        <p>
          Up: patients with a fresh alert in the 12 hours before. Across: alerts per bed and day.
        </p>
      </figcaption>
      <XyChart
        title={title}
        x="Alerts per bed and day"
        y="Fresh alert before the event"
        isCountedOnX
        series={[
          { name: "Levels tried", shape: "line", points: steps.toSorted((a, b) => a.x - b.x) },
          ...markOf("Chosen", chosen),
          ...markOf("Policy in force", source.inForce),
          ...markOf("NEWS2 of 5 and more", source.earlyWarningScore),
        ]}
      />
      <Numbers source={source} />
    </figure>
  );
}

/** The same as the curve, for whoever cannot or would not read it. */
function Numbers({ source }: Readonly<Pick<Props, "source">>) {
  return (
    <details className={classes.numbers}>
      <summary>Numbers of all levels tried</summary>
      {/* Scrollable, so it must take the keyboard's focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Levels tried, numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">Levels</th>
              <th scope="col">Alerts</th>
              <th scope="col">Fresh alert</th>
            </tr>
          </thead>
          <tbody>
            {source.steps.flatMap(({ levels }) =>
              pointOf(source.figuresOf(levels)).map(({ x, y }) => (
                <tr key={JSON.stringify(levels)}>
                  <th scope="row">{shortOf(levels)}</th>
                  <td>{rate(x)}</td>
                  <td>{percent(y)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Without when it is raised, which is the same for all. */
const shortOf = (levels: AlertLevels): string => {
  const [score, risk, , end] = levelsInWords(levels, undefined);
  return [score, risk?.split(";")[0], end].join(", ").toLowerCase().replace("news2", "NEWS2");
};

const pointOf = (figures: BudgetFigures | undefined): { x: number; y: number }[] =>
  figures && figures.sensitivityInWindow !== null
    ? [{ x: figures.alertsPerBedDay, y: figures.sensitivityInWindow }]
    : [];

const markOf = (name: string, figures: BudgetFigures | undefined): XySeries[] =>
  pointOf(figures).map((point) => ({ name, shape: "point", points: [point] }));
