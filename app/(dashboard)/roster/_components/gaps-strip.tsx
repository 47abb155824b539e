"use client";

import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { RosterGap } from "#models/realtime/roster";
import { localDate } from "#models/shared/hospital-instant";
import { useConnection } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { LinkText } from "@/_components/ui/link-text";
import { howShort } from "./gap-words";
import classes from "./gaps-strip.module.css";
import { useGaps } from "./use-gaps";

/** As many as are read at a glance. */
const FIRST = 6;

/** Shifts of the coming 72 hours with fewer people than are needed. */
export function GapsStrip() {
  const found = useGaps();
  const isAway = useConnection().state !== "live";
  const [isWhole, setWhole] = useState(false);
  const gaps = found?.gaps ?? [];
  const unknown = found?.unknownUnitIds.length ?? 0;
  const shown = isWhole ? gaps : gaps.slice(0, FIRST);
  return (
    <section className={classes.strip} aria-label="Gaps of the next 72 hours">
      <h2 className={classes.title}>Next 72 hours</h2>
      <div className={classes.said} role="status">
        {!found ? (
          <Saying icon="unknown">Looking for open shifts.</Saying>
        ) : found.demandIssuedAt === null && gaps.length === 0 ? (
          <Saying icon="unknown">
            No forecast was issued yet: whether shifts are open is not known.
          </Saying>
        ) : gaps.length === 0 && unknown > 0 ? (
          <Saying icon="unknown">
            No gap where it is known how many are needed; of {unknown}{" "}
            {unknown === 1 ? "unit" : "units"} it is not.
          </Saying>
        ) : gaps.length === 0 ? (
          <Saying icon="well">No shift has fewer people than are needed.</Saying>
        ) : (
          <Saying icon="short">
            {gaps.length} {gaps.length === 1 ? "shift has" : "shifts have"} fewer people than are
            needed.
            {unknown > 0 && ` It is not known for ${unknown} ${unknown === 1 ? "unit" : "units"}.`}
          </Saying>
        )}
        {found && isAway && <span className={classes.old}>May be old: no connection.</span>}
      </div>
      {shown.length > 0 && (
        <ul className={classes.list}>
          {shown.map((gap) => (
            <Gap key={`${gap.unitId} ${gap.shiftId} ${gap.startsAt} ${gap.skill}`} gap={gap} />
          ))}
        </ul>
      )}
      {gaps.length > FIRST && (
        <button type="button" className={classes.more} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Fewer" : `${gaps.length - FIRST} more`}
        </button>
      )}
    </section>
  );
}

const ICONS = { unknown: IconHelpCircle, well: IconCircleCheck, short: IconAlertTriangle } as const;

interface SayingProps {
  icon: keyof typeof ICONS;
  children: ReactNode;
}

function Saying({ icon, children }: Readonly<SayingProps>) {
  const Icon = ICONS[icon];
  return (
    <span className={classes.saying} data-icon={icon}>
      <Icon size={17} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

function Gap({ gap }: Readonly<{ gap: RosterGap }>) {
  const time = useHospitalTime();
  const { unitName, rosterId, shiftName, startsAt, severity } = gap;
  const what = `${time.day(startsAt)}, ${shiftName}, ${unitName}`;
  return (
    <li className={classes.gap} data-severity={severity}>
      {rosterId ? (
        <LinkText href={`/roster/${rosterId}?on=${localDate(new Date(startsAt), time.timeZone)}`}>
          {what}
        </LinkText>
      ) : (
        <strong>{what}</strong>
      )}
      <span className={classes.how}>{howShort(gap)}</span>
    </li>
  );
}
