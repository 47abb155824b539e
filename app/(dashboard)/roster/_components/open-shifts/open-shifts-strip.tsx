"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { RosterId } from "#models/rostering/roster-ids";
import type { OpenShiftId } from "#models/sick-calls/sick-call";
import { useConnection } from "@/_components/live/use-live";
import { StatusLabel } from "@/_components/ui/status-label";
import gaps from "../gaps-strip.module.css";
import { OpenShiftDrawer } from "./open-shift-drawer";
import { SHIFT_STATES, useOpenShiftWords } from "./open-shift-words";
import classes from "./open-shifts.module.css";
import { useOpenShifts } from "./use-open-shifts";

/** As many settled ones as tell what became of the last calls. */
const SETTLED = 3;

interface Props {
  /** Absent: of every roster that the person fills shifts of. */
  rosterId?: RosterId;
  /** The one whose panel is open, when it is not for the strip to say. */
  opened?: OpenShiftId | undefined;
  onOpen?: (openShiftId: OpenShiftId | undefined) => void;
}

/** Shifts that somebody cannot work and who takes them, live. Nothing where there is none. */
export function OpenShiftsStrip({ rosterId, opened, onOpen }: Readonly<Props>) {
  const all = useOpenShifts();
  const words = useOpenShiftWords();
  const isAway = useConnection().state !== "live";
  const [own, setOwn] = useState<OpenShiftId>();
  const open = onOpen ?? setOwn;
  const shifts = (all ?? []).filter((shift) => !rosterId || shift.rosterId === rosterId);
  const waiting = shifts.filter(({ state }) => state === "open");
  const settled = shifts
    .filter(({ state }) => state !== "open")
    .toSorted((a, b) => (b.settledAt ?? 0) - (a.settledAt ?? 0))
    .slice(0, SETTLED);
  const chosen = shifts.find(({ openShiftId }) => openShiftId === (opened ?? own));
  if (!all)
    return (
      <section className={gaps.strip} aria-label="Shifts that somebody cannot work">
        <h2 className={gaps.title}>Open shifts</h2>
        <div className={gaps.said} role="status">
          {isAway ? "Not known: no connection." : "Looking for open shifts."}
        </div>
      </section>
    );
  if (waiting.length + settled.length === 0) return null;
  return (
    <section className={gaps.strip} aria-label="Shifts that somebody cannot work">
      <h2 className={gaps.title}>Open shifts</h2>
      <div className={gaps.said} role="status">
        {waiting.length === 0
          ? "Every shift that was left is settled."
          : `${waiting.length} ${waiting.length === 1 ? "shift waits" : "shifts wait"} for somebody.`}
        {isAway && <span className={gaps.old}>May be old: no connection.</span>}
      </div>
      <ul className={gaps.list}>
        {[...waiting, ...settled].map((shift) => {
          const { openShiftId, state, offers, leftBy, filledBy } = shift;
          const { tone, words: stateWords } = SHIFT_STATES[state];
          const asked = offers.filter((offer) => offer.state === "offered").length;
          return (
            <li
              key={openShiftId}
              className={gaps.gap}
              data-severity={state === "open" ? "below-minimum" : "settled"}
            >
              <div className={classes.line}>
                <span>
                  <strong>{words(shift)}</strong>
                  <span className={gaps.how}>
                    {leftBy.name} cannot come
                    {filledBy && `; ${filledBy.name} works it`}
                    {state === "open" && asked > 0 && `; ${asked} asked`}
                  </span>
                </span>
                <StatusLabel tone={tone}>{stateWords}</StatusLabel>
              </div>
              <Button
                size="compact-sm"
                variant={state === "open" ? "filled" : "default"}
                aria-label={`${state === "open" ? "Fill" : "Look at"} ${words(shift)}`}
                onClick={() => open(openShiftId)}
              >
                {state === "open" ? "Fill it" : "Look at it"}
              </Button>
            </li>
          );
        })}
      </ul>
      {chosen && (
        <OpenShiftDrawer key={chosen.openShiftId} shift={chosen} close={() => open(undefined)} />
      )}
    </section>
  );
}
