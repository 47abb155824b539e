import { Alert } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { ago } from "#models/shared/time-format";
import { hospitalTime } from "@/_lib/hospital-time";
import type { Arrivals } from "../read-arrivals";

/** An hour is counted at its end; one that is two late is not coming by itself. */
const COUNTS_LATE_MS = 3 * MS_PER_HOUR;

/** Above everything: what must not be relied on. Nothing while forecast and counts are fresh. */
export function ArrivalsNotice({ arrivals }: Readonly<{ arrivals: Arrivals }>) {
  const { sites, issuedAt, isStale, readAt } = arrivals;
  const time = hospitalTime();
  const late = sites.filter(
    ({ countedUntil }) =>
      countedUntil === undefined || readAt.getTime() - countedUntil > COUNTS_LATE_MS,
  );
  return (
    <>
      {isStale && issuedAt && (
        <Notice title="The forecast of arrivals is out of date">
          It was issued {ago(issuedAt, readAt)}; one is due every six hours. Ask the system’s
          administrators why its job does not run.
        </Notice>
      )}
      {late.map(({ siteId, name, countedUntil }) => (
        <Notice key={siteId} title={`Arrivals of ${name} are not being counted`}>
          {countedUntil === undefined
            ? "Nothing was counted in the last week."
            : `The last hour that was counted ended ${time.dayAndClock(countedUntil)}.`}{" "}
          The forecast does not know of later ones. Check the admission feed.
        </Notice>
      ))}
    </>
  );
}

const Notice = ({ title, children }: Readonly<{ title: string; children: ReactNode }>) => (
  <Alert color="red" mb="md" icon={<IconClockExclamation aria-hidden="true" />} title={title}>
    {children}
  </Alert>
);
