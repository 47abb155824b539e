import { type ReactNode, Suspense } from "react";
import { recentHandovers } from "#db/handovers";
import type { LiveSession } from "#db/sessions";
import type { Unit } from "#db/units";
import { can } from "#models/access/permission";
import {
  handoverPeriods,
  type HandoverPeriod,
  isSamePeriod,
  mayBegin,
  parsePeriod,
} from "#models/handover/period";
import type { TimeRange } from "#models/shared/time-range";
import { NoUnit } from "@/_components/ui/no-unit";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { oneOf } from "@/_lib/search-parameter";
import { EarlierHandovers } from "./_components/earlier-handovers";
import { HandoverLoading } from "./_components/handover-loading";
import { HandoverTools } from "./_components/handover-tools";
import { HandoverView } from "./_components/handover-view";
import { Choices } from "./_components/choices";
import { handoverHref } from "./handover-href";
import classes from "./page.module.css";
import { readHandover } from "./read-handover";
import { shownSheet, shownSignatures } from "./shown-handover";

export const metadata = { title: "Handover" };

const EARLIER_SHOWN = 10;

type Query = Readonly<Record<"unit" | "from" | "to", string | string[] | undefined>>;
type Props = Readonly<{ searchParams: Promise<Query> }>;

export default async function HandoverPage({ searchParams }: Props) {
  const session = await requirePermission("handover:read");
  const query = await searchParams;
  const { units, unit } = await chooseOwnUnit(session, oneOf(query.unit));
  if (!unit) return <NoUnit title="No unit yet" titleClass={classes.title} />;

  const now = new Date();
  const { timeZone } = hospitalTime();
  const periods = handoverPeriods(now, timeZone);
  const [usual] = periods;
  const asked = parsePeriod({ from: oneOf(query.from), to: oneOf(query.to) }, now);
  const period = asked ?? usual;
  if (!period) return <NoUnit title="No unit yet" titleClass={classes.title} />;
  await recordOf(session, {
    action: "handover:viewed",
    permission: "handover:read",
    basis: "own-unit",
    unitId: unit.unitId,
    details: { from: period.from.toISOString(), to: period.to.toISOString() },
  });

  const place = { unitCode: unit.code, period };
  return (
    <section aria-labelledby="handover" className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 id="handover" className={classes.title}>
            Handover: {unit.name}
          </h1>
          <p className={classes.period}>{periodInWords(period, periods)}</p>
        </div>
        <HandoverTools
          hrefs={{
            text: handoverHref(place, "/handover/export", { format: "text" }),
            page: handoverHref(place, "/handover/export", { format: "html" }),
            downtime: can(session.role, "downtime-report:read") ? "/downtime" : undefined,
          }}
        />
      </header>
      <Choices
        units={units.map(({ code, name }) => ({
          label: code,
          title: name,
          href: handoverHref({ unitCode: code, period: asked }),
          isCurrent: code === unit.code,
        }))}
        periods={periods.map((each) => ({
          label: each.title,
          title: rangeInWords(each),
          href: handoverHref({ unitCode: unit.code, period: each }),
          isCurrent: isSamePeriod(each, period),
        }))}
      />
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense key={`${unit.unitId} ${period.from.toISOString()}`} fallback={<HandoverLoading />}>
        <Sheets session={session} unit={unit} period={period} now={now} />
      </Suspense>
      <Suspense>
        <Earlier session={session} unit={unit} period={period} />
      </Suspense>
    </section>
  );
}

type PartProps = Readonly<{ session: LiveSession; unit: Unit; period: TimeRange }>;

async function Sheets({ session, unit, period, now }: PartProps & Readonly<{ now: Date }>) {
  const { handover, sheets, changes, readAt } = await readHandover(session, unit.unitId, period);
  if (!handover && !mayBegin(period, now))
    return (
      <Empty title="Nobody handed this over">
        Nothing was written or signed for this period, and it is too long ago to begin now.
      </Empty>
    );
  if (sheets.length === 0)
    return (
      <Empty title="Nobody to hand over">
        No patient is in a bed of {unit.name}. Whoever is admitted is here when the page is opened
        again.
      </Empty>
    );
  return (
    <HandoverView
      key={`${unit.unitId} ${period.from.toISOString()} ${period.to.toISOString()}`}
      place={{
        unitId: unit.unitId,
        from: period.from.toISOString(),
        to: period.to.toISOString(),
      }}
      unitName={unit.name}
      userId={session.userId}
      mayWrite={can(session.role, "handover:write")}
      signatures={shownSignatures(handover)}
      sheets={sheets.map(shownSheet)}
      changes={changes}
      readAt={readAt.getTime()}
    />
  );
}

async function Earlier({ session, unit, period }: PartProps) {
  const earlier = await asActor(session, (db) => recentHandovers(db, unit.unitId, EARLIER_SHOWN));
  return (
    <EarlierHandovers
      handovers={earlier
        .filter((each) => !isSamePeriod(each.period, period))
        .map((each) => ({
          href: handoverHref({ unitCode: unit.code, period: each.period }),
          period: rangeInWords(each.period),
          signatures: shownSignatures(each),
        }))}
    />
  );
}

function periodInWords(period: TimeRange, periods: readonly HandoverPeriod[]): string {
  const known = periods.find((each) => isSamePeriod(each, period));
  return known ? `${known.title}, ${rangeInWords(period)}` : rangeInWords(period);
}

function rangeInWords({ from, to }: TimeRange): string {
  const time = hospitalTime();
  const isOneDay = time.date(from) === time.date(to);
  return `${time.dayAndClock(from)} to ${isOneDay ? time.clock(to) : time.dayAndClock(to)}`;
}

const Empty = ({ title, children }: Readonly<{ title: string; children: ReactNode }>) => (
  <div className={classes.empty}>
    <h2>{title}</h2>
    <p>{children}</p>
  </div>
);
