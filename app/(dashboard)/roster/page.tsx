import type { Metadata } from "next";
import { allRosters, type RosterRow } from "#db/rosters";
import { allUnits } from "#db/units";
import { can } from "#models/access/permission";
import { dayAfter, weekdayOf } from "#models/shared/calendar-date";
import { localDate } from "#models/shared/hospital-instant";
import { LinkText } from "@/_components/ui/link-text";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { dayWords } from "./[rosterId]/_components/roster-index";
import { GapsStrip } from "./_components/gaps-strip";
import { OpenShiftsStrip } from "./_components/open-shifts/open-shifts-strip";
import { MakeRoster } from "./_components/make-roster";
import { RosterTabs } from "./_components/roster-tabs";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Rosters" };

const STATES = {
  draft: { tone: "due", title: "Draft" },
  published: { tone: "well", title: "Published" },
  locked: { tone: "warned", title: "Locked" },
} as const;

/** Every roster that the person may read, and what is open in the coming days. */
export default async function RostersPage() {
  const session = await requirePermission("roster:read");
  const mayPlan = can(session.role, "roster:plan");
  const { rosters, units } = await asActor(session, async (db) => ({
    rosters: await allRosters(db),
    units: mayPlan ? await allUnits(db) : [],
  }));
  const today = localDate(new Date(), hospitalTime().timeZone);

  return (
    <>
      <RosterTabs role={session.role} />
      <header className={classes.head}>
        <h1 className={classes.title}>Rosters</h1>
        {mayPlan && (
          <MakeRoster
            units={units.map(({ unitId, name }) => ({ unitId, name }))}
            rosters={rosters.map(({ rosterId, name }) => ({ rosterId, name }))}
            startsOn={nextStart(rosters, today)}
          />
        )}
      </header>
      <GapsStrip />
      {can(session.role, "roster:repair") && <OpenShiftsStrip />}
      <RecordTable
        caption="Rosters, the latest first"
        rows={rosters}
        rowKey={({ rosterId }) => rosterId}
        empty={
          mayPlan
            ? "There is no roster yet. Make the first one with the button above."
            : "No roster of your units is there yet. A scheduler makes them."
        }
        columns={[
          {
            title: "Roster",
            isHeader: true,
            cell: ({ rosterId, name }) => <LinkText href={`/roster/${rosterId}`}>{name}</LinkText>,
          },
          {
            title: "Days",
            cell: ({ startsOn, days }) =>
              `${dayWords(startsOn)} to ${dayWords(dayAfter(startsOn, days - 1))}`,
          },
          {
            title: "Units",
            cell: ({ units: of }) => of.map(({ name }) => name).join(", "),
          },
          {
            title: "State",
            cell: (roster) => (
              <>
                <StatusLabel tone={STATES[roster.state].tone}>
                  {STATES[roster.state].title}
                </StatusLabel>{" "}
                {isNow(roster, today) && <span className={classes.now}>runs now</span>}
              </>
            ),
          },
          {
            title: "Published",
            cell: ({ publishedAt, publishedBy }) =>
              publishedAt
                ? `${hospitalTime().dayAndClock(publishedAt)}${publishedBy ? `, ${publishedBy}` : ""}`
                : "Not yet",
          },
          { title: "Version", cell: ({ version }) => version },
        ]}
      />
    </>
  );
}

const isNow = ({ startsOn, days }: RosterRow, today: string): boolean =>
  startsOn <= today && today < dayAfter(startsOn, days);

/** The Monday after the last roster, or the coming one. */
function nextStart(rosters: readonly RosterRow[], today: string): string {
  const ends = rosters.map(({ startsOn, days }) => dayAfter(startsOn, days));
  const from = [today, ...ends].reduce((latest, each) => (each > latest ? each : latest));
  return dayAfter(from, (7 - weekdayOf(from)) % 7);
}
