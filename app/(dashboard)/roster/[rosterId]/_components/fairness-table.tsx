"use client";

import { useMemo } from "react";
import { type FairnessSpread, fairness, type PersonFairness } from "#models/rostering/fairness";
import type { PersonId } from "#models/rostering/roster-ids";
import { known } from "./known";
import classes from "./side-panel.module.css";
import { usePlanner } from "./use-planner";
import { useSettled } from "./use-settled";

interface Props {
  jump: (to: { personId?: PersonId }) => void;
}

/** Nights, weekends and requests of each against their share, what was before included. */
export function FairnessTable({ jump }: Readonly<Props>) {
  const score = useSettled(usePlanner((view) => view.score));
  const index = usePlanner((view) => view.index);
  const found = useMemo(() => score && known(() => fairness(score)), [score]);
  if (!found) return <p className={classes.empty}>Fairness cannot be counted.</p>;
  const people = found.people.toSorted((a, b) => burden(b) - burden(a));
  return (
    <>
      <p className={classes.about}>
        More (+) or fewer (−) than the share of each by contract and days available, with what was
        carried over. Spread is the standard deviation.
      </p>
      <dl className={classes.spreads}>
        <Spread title="Nights" of={found.nights} />
        <Spread title="Weekends" of={found.weekends} />
        <Spread title="Requests" of={found.requests} />
      </dl>
      <table className={classes.table}>
        <caption className={classes.hidden}>Fairness by person</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Nights</th>
            <th scope="col">Weekends</th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ personId, nights, weekends, requests }) => (
            <tr key={personId}>
              <th scope="row">
                <button type="button" className={classes.link} onClick={() => jump({ personId })}>
                  {index.people.get(personId)?.name ?? "Somebody"}
                </button>
              </th>
              <td>{nights ? balance(nights.balanceAfter) : "–"}</td>
              <td>{weekends ? balance(weekends.balanceAfter) : "–"}</td>
              <td>{requests.asked > 0 ? `${requests.refused}/${requests.asked}` : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const burden = ({ nights, weekends }: PersonFairness): number =>
  (nights?.balanceAfter ?? 0) + (weekends?.balanceAfter ?? 0);

const balance = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  if (rounded === 0) return "0";
  return `${rounded > 0 ? "+" : "−"}${Math.abs(rounded)}`;
};

const Spread = ({ title, of }: Readonly<{ title: string; of: FairnessSpread | undefined }>) => (
  <div>
    <dt>{title}</dt>
    <dd>
      {of ? `${of.deviation.toFixed(1)} (${balance(of.lowest)} to ${balance(of.highest)})` : "–"}
    </dd>
  </div>
);
