"use client";

import { useAtNow } from "@/_components/live/use-live";
import type { BoardState } from "./board-state";
import { longestWaitSince, totalsOf, WAIT_WORDS, waitTone, waitWords } from "./bed-totals";
import classes from "./totals-strip.module.css";

/** The whole hospital in one line, whatever is filtered beneath it. */
export function TotalsStrip({ state }: Readonly<{ state: BoardState }>) {
  const board = { units: state.units, beds: [...state.beds.values()] };
  const inpatient = totalsOf("inpatient", board);
  const emergency = totalsOf("emergency", board);
  const percent =
    inpatient.staffed > 0
      ? `${Math.round((100 * inpatient.occupied) / inpatient.staffed)} % of staffed`
      : "no staffed bed";

  return (
    <section aria-label="Whole hospital">
      <dl className={classes.strip}>
        <Total title="Occupied" note={percent}>
          {inpatient.occupied}
        </Total>
        <Total title="Staffed" note={`${inpatient.licensed} licensed`}>
          {inpatient.staffed}
        </Total>
        <Total title="Available now">{inpatient.available}</Total>
        <Total title="Discharge pending">{inpatient.dischargePending}</Total>
        {emergency.staffed > 0 && (
          <Total title="Emergency" note={`of ${emergency.staffed} places`}>
            {emergency.occupied}
          </Total>
        )}
        <BoardingTotal state={state} />
      </dl>
    </section>
  );
}

function BoardingTotal({ state: { boarding } }: Readonly<{ state: BoardState }>) {
  const since = longestWaitSince(boarding);
  const wait = useAtNow((now) => (since === undefined ? "" : waitWords(now - since)));
  const tone = useAtNow((now) => (since === undefined ? "short" : waitTone(now - since)));
  return (
    <Total
      title="Boarding"
      tone={tone}
      note={wait ? `longest ${wait}${WAIT_WORDS[tone] ? `, ${WAIT_WORDS[tone]}` : ""}` : "nobody"}
    >
      {boarding.length}
    </Total>
  );
}

function Total({
  title,
  note,
  tone,
  children,
}: Readonly<{ title: string; note?: string; tone?: string; children: number }>) {
  return (
    <div className={classes.total} data-tone={tone}>
      <dt>{title}</dt>
      <dd>
        <strong>{children}</strong> {note && <span>{note}</span>}
      </dd>
    </div>
  );
}
