"use client";

import { useMemo } from "react";
import { type CostSplit, scoredCost } from "#models/rostering/roster-cost";
import { known } from "./known";
import { hours, whole } from "./numbers";
import { type RosterIndex } from "./roster-index";
import classes from "./side-panel.module.css";
import { usePlanner } from "./use-planner";
import { useSettled } from "./use-settled";

/** What the roster costs in wages: by kind of work, by unit, by week. */
export function CostTable() {
  const score = useSettled(usePlanner((view) => view.score));
  const index = usePlanner((view) => view.index);
  const cost = useMemo(() => score && known(() => scoredCost(score)), [score]);
  if (!cost) return <p className={classes.empty}>The cost cannot be counted.</p>;
  return (
    <>
      <table className={classes.table}>
        <caption className={classes.caption}>By kind of work</caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Hours</th>
            <th scope="col">Money</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.filter(({ key }) => key !== "doubleTime" || cost[key].minutes > 0).map(
            ({ key, title }) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                <td>{hours(cost[key].minutes)}</td>
                <td>{whole(cost[key].money)}</td>
              </tr>
            ),
          )}
          <tr>
            <th scope="row">Floating to other units</th>
            <td>{cost.float.shifts} shifts</td>
            <td>{whole(cost.float.money)}</td>
          </tr>
          <tr className={classes.total}>
            <th scope="row">Total</th>
            <td />
            <td>{whole(cost.total)}</td>
          </tr>
        </tbody>
      </table>
      <SplitTable
        title="By unit"
        rows={cost.byUnit.map((split) => ({
          ...{ key: split.unitId, split },
          title: index.units.get(split.unitId)?.name ?? "Another unit",
        }))}
      />
      <SplitTable
        title="By week"
        rows={cost.byWeek.map((split) => ({
          ...{ key: String(split.fromDay), split },
          title: weekWords(index, split.fromDay),
        }))}
      />
    </>
  );
}

const KINDS = [
  { key: "regular", title: "Contract, plain rate" },
  { key: "overtime", title: "Overtime" },
  { key: "doubleTime", title: "Double time" },
  { key: "bank", title: "Bank" },
  { key: "agency", title: "Agency" },
] as const;

const weekWords = ({ days }: RosterIndex, from: number): string => {
  const day = days[from];
  return day ? `Week of ${day.ofMonth} ${day.month}` : "";
};

interface SplitProps {
  title: string;
  rows: readonly { key: string; title: string; split: CostSplit }[];
}

const SplitTable = ({ title, rows }: Readonly<SplitProps>) => (
  <table className={classes.table}>
    <caption className={classes.caption}>{title}</caption>
    <thead>
      <tr>
        <th scope="col">{title.slice(3, 4).toUpperCase() + title.slice(4)}</th>
        <th scope="col">Over</th>
        <th scope="col">Bank, agency</th>
        <th scope="col">Total</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ key, title: name, split }) => (
        <tr key={key}>
          <th scope="row">{name}</th>
          <td>{whole(split.overtime.money + split.doubleTime.money)}</td>
          <td>{whole(split.bank.money + split.agency.money)}</td>
          <td>{whole(split.total)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
