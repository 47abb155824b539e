"use client";

import { Button, Progress } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { SolverJobOnWire } from "#models/realtime/roster";
import classes from "./bars.module.css";
import { percent, whole } from "./numbers";
import { isProvedBest, PROVED } from "./solver-words";
import { addProgress, type ProgressPoint, progressPaths } from "./solver-progress";

interface Props {
  job: SolverJobOnWire;
  /** Absent for somebody who may only look. */
  cancel: (() => void) | undefined;
}

/** A run of the solver while it works: the best so far, how far at most it is from the best there is, and the way out. */
export function SolverBar({ job, cancel }: Readonly<Props>) {
  const [points, setPoints] = useState<readonly ProgressPoint[]>([]);
  const before = useRef<SolverJobOnWire | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = job;
    setPoints((known) => addProgress(known, last, job));
  }, [job]);

  const elapsed = Math.min(job.seconds, job.elapsedMs / 1_000);
  return (
    <section className={classes.bar} aria-label="Solver">
      <strong>Solving</strong>
      <dl className={classes.figures}>
        <Figure title="Best">{job.score === null ? "none yet" : whole(job.score)}</Figure>
        <Figure title="No better than">
          {job.bound === null ? "not known yet" : whole(job.bound)}
        </Figure>
        <Figure title="At most from the best">{distance(job)}</Figure>
        <Figure title="Hard rules broken">{job.hardViolations ?? "–"}</Figure>
        <Figure title="Time">{`${elapsed.toFixed(0)} of ${job.seconds} s`}</Figure>
      </dl>
      <Chart points={points} seconds={job.seconds} />
      {cancel && (
        <Button size="compact-sm" variant="default" onClick={cancel}>
          Stop, and keep the best
        </Button>
      )}
      <Progress
        w="100%"
        size={4}
        value={(100 * elapsed) / job.seconds}
        aria-label="Time of the run"
        transitionDuration={0}
      />
    </section>
  );
}

function distance(job: SolverJobOnWire): string {
  if (isProvedBest(job)) return PROVED;
  return job.gap === null ? "not known yet" : percent(job.gap);
}

const Figure = ({ title, children }: Readonly<{ title: string; children: string | number }>) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);

const FRAME = { width: 180, height: 40 };

/** Its numbers stand beside it. */
function Chart({
  points,
  seconds,
}: Readonly<{ points: readonly ProgressPoint[]; seconds: number }>) {
  const paths = progressPaths(points, { ...FRAME, seconds });
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      role="img"
      aria-label="Chart: best score and bound over the time of the run"
    >
      <line
        x1={0}
        x2={FRAME.width}
        y1={FRAME.height - 1}
        y2={FRAME.height - 1}
        stroke="var(--wc-line)"
      />
      {paths && (
        <>
          <path d={paths.bound} fill="none" stroke="var(--wc-ink-quiet)" strokeDasharray="3 3" />
          <path d={paths.score} fill="none" stroke="var(--wc-accent)" strokeWidth={2} />
        </>
      )}
    </svg>
  );
}
