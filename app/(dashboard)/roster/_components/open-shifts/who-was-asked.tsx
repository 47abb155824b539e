"use client";

import { Button } from "@mantine/core";
import type { OpenShiftOnWire } from "#models/realtime/sick-calls";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import { OFFER_STATES, PAID_AS } from "./open-shift-words";
import classes from "./open-shifts.module.css";
import type { SickCallWork } from "./use-open-shifts";

/** Who was asked and what each has answered, live. */
export function WhoWasAsked({
  shift,
  work,
}: Readonly<{ shift: OpenShiftOnWire; work: SickCallWork }>) {
  const time = useHospitalTime();
  if (shift.offers.length === 0) return null;
  return (
    <section aria-labelledby="who-was-asked">
      <h3 id="who-was-asked" className={classes.title}>
        Who was asked
      </h3>
      <ul className={classes.rows} aria-label="Who was asked" aria-live="polite">
        {shift.offers.map(({ shiftOfferId, name, state, cost, expiresAt, answeredAt }) => (
          <li key={shiftOfferId} className={classes.row}>
            <StatusLabel tone={OFFER_STATES[state].tone}>{OFFER_STATES[state].words}</StatusLabel>
            <span>
              <strong>{name}</strong>{" "}
              <span className={classes.quiet}>
                {PAID_AS[cost.paidAs]},{" "}
                {answeredAt === null
                  ? `until ${time.dayAndClock(expiresAt)}`
                  : time.dayAndClock(answeredAt)}
              </span>
            </span>
            {state === "offered" && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Take back what ${name} was asked`}
                onClick={() =>
                  void work.act({ type: "withdraw-offer", shiftOfferId }, `${name} is not asked.`)
                }
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
