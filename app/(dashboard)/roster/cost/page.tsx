import { Alert, Button } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { dayAfter } from "#models/shared/calendar-date";
import { PrintButton } from "@/_components/ui/print-button";
import { requirePermission } from "@/_lib/access";
import { oneOf } from "@/_lib/search-parameter";
import { dayWords } from "../[rosterId]/_components/roster-index";
import { RosterTabs } from "../_components/roster-tabs";
import { ConfirmationList } from "./_components/confirmation-list";
import { CostChoosers } from "./_components/cost-choosers";
import { CostLoading } from "./_components/cost-loading";
import { CostView } from "./_components/cost-view";
import { chooseCost, type CostChoice, queryOf } from "./cost-query";
import classes from "./page.module.css";
import { type FoundCost, readCost, readRosters } from "./read-cost";

type Query = Readonly<Partial<Record<string, string | string[]>>>;
type Props = Readonly<{ searchParams: Promise<Query> }>;

export const metadata: Metadata = { title: "Roster cost" };

/** Hours and wages by kind of work: as published, as worked, and of what is still to come. */
export default async function RosterCostPage({ searchParams }: Props) {
  const session = await requirePermission("roster:read");
  const query = await searchParams;
  const now = new Date();
  const { rosters, today } = await readRosters(session, now);
  const chosen = chooseCost(
    { roster: oneOf(query["roster"]), from: oneOf(query["from"]), to: oneOf(query["to"]) },
    { rosters, today },
  );
  const choice = chosen.ok ? chosen.value : undefined;
  const mayExport = can(session.role, "roster:export") && choice?.roster?.state !== "draft";
  return (
    <>
      <RosterTabs role={session.role} />
      <header className={classes.head}>
        <h1 className={classes.title}>Roster cost</h1>
        {choice && choice.rosters.length > 0 && mayExport && (
          <div className={classes.files}>
            <FileLink href={`/roster/cost/export/shifts${queryOf(choice)}`} title="Payroll CSV" />
            <FileLink href={`/roster/cost/export/people${queryOf(choice)}`} title="CSV by person" />
          </div>
        )}
        <PrintButton />
      </header>
      <CostChoosers choice={choice} rosters={rosters} today={today} />
      {choice ? (
        // Not a loading.tsx: that would send its status of 200 before the check above could refuse.
        <Suspense key={queryOf(choice)} fallback={<CostLoading />}>
          <Cost {...{ session, choice, now }} hasAny={rosters.length > 0} />
        </Suspense>
      ) : (
        <Alert color="red" role="alert">
          {chosen.ok ? "" : chosen.error}
        </Alert>
      )}
    </>
  );
}

const FileLink = ({ href, title }: Readonly<{ href: string; title: string }>) => (
  <Button component="a" href={href} download variant="default" size="compact-md">
    {title}
  </Button>
);

const CHOOSE_ANOTHER = "Choose another period, or a draft from the list.";
const NONE_YET = "There is no roster yet: once one is made, what it costs is shown here.";

async function Cost({
  session,
  choice,
  now,
  hasAny,
}: Readonly<{ session: LiveSession; choice: CostChoice; now: Date; hasAny: boolean }>) {
  const { rosters, roster, period } = choice;
  const days = `${dayWords(period.from)} to ${dayWords(dayAfter(period.to, -1))}`;
  if (rosters.length === 0)
    return (
      <p className={classes.empty}>
        No roster was published for {days}. {hasAny ? CHOOSE_ANOTHER : NONE_YET}
      </p>
    );
  const found = await readCost(session, choice, now);
  const isDraft = roster?.state === "draft";
  return (
    <>
      <h2 className={classes.subject}>
        {roster ? `${roster.name}, ` : "All published rosters, "}
        {days}
      </h2>
      <p className={classes.about}>
        {isDraft
          ? "A forecast of the draft as it is now: nothing of it is published. "
          : "As worked is the roster as it is now, for days that are over: sick calls, swaps and repairs are in it. Planned is the same days as they were published. "}
        A shift counts where and when it begins. {overtimeWords(found.overtime)} Hours of floats are
        in the other lines. Leave is in no sum. Rates are those of today.
      </p>
      {!isDraft && <ConfirmationList rosters={rosters} />}
      <MissingShifts {...found} />
      <CostView cost={found.cost} units={found.units} isDraft={isDraft} />
    </>
  );
}

function overtimeWords(rules: FoundCost["overtime"]): string {
  const [only, ...others] = rules;
  if (!only) return "";
  if (others.length === 0) return `Overtime: ${only.about}`;
  return `Overtime is by the rule of each roster: ${rules.map(({ title }) => title).join("; ")}.`;
}

function MissingShifts({
  unreadShifts,
  unknownShifts,
}: Readonly<{ unreadShifts: number; unknownShifts: number }>) {
  if (unreadShifts + unknownShifts === 0) return null;
  return (
    <Alert color="orange" mb="md" title="Not in these sums">
      {unreadShifts > 0 &&
        `${unreadShifts} shifts of people whose home is a unit that you do not read. `}
      {unknownShifts > 0 &&
        `${unknownShifts} shifts of a kind that their roster no longer has: set them anew.`}
    </Alert>
  );
}
