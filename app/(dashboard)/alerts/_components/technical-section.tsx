"use client";

import type { TechnicalAlarm } from "#models/alerts/technical-alarm";
import type { WatchedUnit } from "@/_components/live/live-provider";
import { TechnicalRow } from "@/_components/live/technical-row";
import { useBoard, useTechnicalAlarms } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { splitTechnical } from "./technical-list";
import classes from "./technical-section.module.css";

interface Props {
  units: readonly WatchedUnit[];
  /** The last 24 hours as the database has them; of what is open the socket takes over. */
  stored: readonly TechnicalAlarm[];
  /** When they were read, epoch milliseconds. */
  readAt: number;
  maySee: boolean;
}

/** What to put right at the bedside and behind it: below the alerts, for none of it is a patient's state. */
export function TechnicalSection({ units, stored, readAt, maySee }: Readonly<Props>) {
  return (
    <section id="technical" className={classes.section} aria-labelledby="technical-title">
      <h2 id="technical-title" className={classes.title}>
        Technical
      </h2>
      <p className={classes.about}>
        Sensors and feeds. None of these counts as an alert, and each ends by itself when its signal
        is back.
      </p>
      {units.map((unit) => (
        <UnitAlarms
          key={unit.unitId}
          unit={unit}
          stored={stored.filter(({ unitId }) => unitId === unit.unitId)}
          readAt={readAt}
          maySee={maySee}
        />
      ))}
    </section>
  );
}

function UnitAlarms({
  unit,
  stored,
  readAt,
  maySee,
}: Readonly<Omit<Props, "units"> & { unit: WatchedUnit }>) {
  const time = useHospitalTime();
  // Seeded boards of other pages know their beds, and nothing of the unit itself.
  const hasSpoken = useBoard(unit.unitId)?.technical !== undefined;
  const live = useTechnicalAlarms(unit.unitId);
  const { open, ended } = splitTechnical(stored, hasSpoken ? live : undefined);

  return (
    <section className={classes.unit} aria-label={`Technical, ${unit.code}`}>
      <h3 className={classes.subtitle}>
        {unit.name} <span className={classes.count}>{open.length}</span>
      </h3>
      {open.length > 0 ? (
        <ul className={classes.list}>
          {open.map((alarm) => (
            <TechnicalRow key={alarm.technicalAlarmId} alarm={alarm} maySee={maySee} withPlace />
          ))}
        </ul>
      ) : (
        <p className={classes.nothing}>All sensors and feeds are heard.</p>
      )}
      {ended.length > 0 && (
        <details className={classes.past}>
          <summary>
            Ended in the 24 hours to {time.clock(readAt)}: {ended.length}
          </summary>
          <ul className={classes.list}>
            {ended.map((alarm) => (
              <TechnicalRow
                key={alarm.technicalAlarmId}
                alarm={alarm}
                maySee={false}
                withPlace
                hasEnded
              />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
