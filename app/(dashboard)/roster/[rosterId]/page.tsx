import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { findRoster } from "#db/rosters";
import { RosterId } from "#models/rostering/roster-ids";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { PlannerPage } from "./_components/planner-page";

type Props = Readonly<{
  params: Promise<{ rosterId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

/** The day that a link leads to. */
const Day = z.iso.date();

export const metadata: Metadata = { title: "Roster" };

/** Its squares come over the socket; that there is such a roster for this person is settled here. */
export default async function RosterPage({ params, searchParams }: Props) {
  const session = await requirePermission("roster:read");
  const rosterId = RosterId.safeParse((await params).rosterId);
  const roster = rosterId.success
    ? await asActor(session, (db) => findRoster(db, rosterId.data))
    : undefined;
  if (!roster) notFound();
  const on = Day.safeParse((await searchParams).on).data;
  return (
    <PlannerPage key={roster.rosterId} {...{ on }} rosterId={roster.rosterId} name={roster.name} />
  );
}
