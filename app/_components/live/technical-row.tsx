"use client";

import Link from "next/link";
import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import { describeTechnical } from "#models/alerts/technical-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { formatAge } from "./age";
import { SeenButton } from "./seen-button";
import { TECHNICAL_ICONS } from "./technical-chip";
import classes from "./technical-row.module.css";
import { useAtNow } from "./use-live";

interface Props {
  alarm: TechnicalAlarm;
  /** Whether it is known to be over, though not always when. */
  hasEnded?: boolean;
  maySee: boolean;
  /** Of a list over several beds: names the bed and leads to its patient. */
  withPlace?: boolean;
}

/** One technical alarm: what, since when, what to do, and who has seen it. By bed, never by name. */
export function TechnicalRow({ alarm, hasEnded = false, maySee, withPlace }: Readonly<Props>) {
  const { title, advice } = describeTechnical(alarm);
  const KindIcon = TECHNICAL_ICONS[alarm.kind];
  const place = alarm.bed ? `bed ${alarm.bed.label}` : "unit";
  return (
    <li className={classes.row} data-ended={hasEnded}>
      <KindIcon className={classes.icon} size={20} aria-hidden="true" />
      {withPlace && <Place alarm={alarm} />}
      <span className={classes.text}>
        <strong>{title}</strong>
        {!hasEnded && <span>{advice}</span>}
        <Steps alarm={alarm} hasEnded={hasEnded} />
      </span>
      {!hasEnded && maySee && alarm.seenAt === undefined && (
        <SeenButton technicalAlarmId={alarm.technicalAlarmId} label={`${place}, ${title}`} />
      )}
    </li>
  );
}

function Place({ alarm: { bed } }: Readonly<{ alarm: TechnicalAlarm }>) {
  if (!bed) return <span className={classes.place}>Unit</span>;
  return (
    <Link className={classes.place} href={`/patients/${bed.encounterId}`}>
      Bed <strong>{bed.label}</strong>
    </Link>
  );
}

function Steps({ alarm, hasEnded }: Readonly<{ alarm: TechnicalAlarm; hasEnded: boolean }>) {
  const time = useHospitalTime();
  const { begunAt, seenAt, seenBy, endedAt } = alarm;
  const age = useAtNow((now) => formatAge(now - begunAt));
  const steps = [
    hasEnded ? `Since ${time.dayAndClock(begunAt)}` : `Since ${time.dayAndClock(begunAt)}, ${age}`,
    seenAt !== undefined && `seen by ${seenBy ?? "a colleague"} ${time.clock(seenAt)}`,
    hasEnded && (endedAt === undefined ? "ended" : `ended ${time.dayAndClock(endedAt)}`),
  ];
  return <span className={classes.steps}>{steps.filter(Boolean).join("; ")}</span>;
}
