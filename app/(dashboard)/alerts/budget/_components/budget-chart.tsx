"use client";

import type { BudgetFigures } from "#models/alerts/alert-budget";
import { XyChart, type XySeries } from "@/_components/charts/xy-chart";
import type { BudgetSource } from "../budget-source";
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
    </figure>
  );
}

const pointOf = (figures: BudgetFigures | undefined): { x: number; y: number }[] =>
  figures && figures.sensitivityInWindow !== null
    ? [{ x: figures.alertsPerBedDay, y: figures.sensitivityInWindow }]
    : [];

const markOf = (name: string, figures: BudgetFigures | undefined): XySeries[] =>
  pointOf(figures).map((point) => ({ name, shape: "point", points: [point] }));
