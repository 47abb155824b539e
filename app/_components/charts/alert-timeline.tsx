"use client";

import { Tooltip } from "@mantine/core";
import { useHospitalTime } from "../ui/hospital-time";
import { PRIORITY_MARKS } from "../live/alert-view";
import { clusterSteps, type StepCluster } from "./alert-clusters";
import classes from "./alert-timeline.module.css";
import type { EncounterTrends } from "./encounter-trends";

interface Props {
  steps: EncounterTrends["steps"];
  /** Epoch milliseconds; the same for every panel, so that the charts stand under one another. */
  from: number;
  to: number;
}

const LANES = [
  { title: "Alerts", isAction: false },
  { title: "Actions", isAction: true },
] as const;

/** What was raised and what was done about it, under the same clock as the signs. */
export function AlertTimeline({ steps, from, to }: Readonly<Props>) {
  return (
    <div className={classes.lanes}>
      {LANES.map(({ title, isAction }) => {
        const own = steps.filter((step) => step.isAction === isAction);
        return (
          <div key={title} className={classes.lane}>
            <span className={classes.title}>{title}</span>
            <ul className={classes.track} aria-label={title}>
              {clusterSteps(own, { from, to }).map((cluster) => (
                <Mark key={cluster.steps[0].sequence} cluster={cluster} isAction={isAction} />
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function Mark({ cluster, isAction }: Readonly<{ cluster: StepCluster; isAction: boolean }>) {
  const time = useHospitalTime();
  const { position, priority, steps } = cluster;
  const lines = steps.map(
    ({ at, what, by }) => `${time.dayAndClock(at)} ${what}${by ? `, ${by}` : ""}`,
  );
  const sign = isAction ? "\u2713" : PRIORITY_MARKS[priority].mark;
  return (
    <li className={classes.place} style={{ insetInlineStart: `${position * 100}%` }}>
      <Tooltip
        multiline
        w={300}
        events={{ hover: true, focus: true, touch: true }}
        label={lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      >
        <button
          type="button"
          className={classes.mark}
          data-priority={isAction ? undefined : priority}
          aria-label={lines.join("; ")}
        >
          {steps.length > 1 ? steps.length : sign}
        </button>
      </Tooltip>
    </li>
  );
}
