import { Alert } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { auditTrailStatus } from "#db/audit-search";
import { recentVerifications } from "#db/audit-verifications";
import { containmentsInForce } from "#db/containments";
import { watchState } from "#db/detector-cursor";
import { checkedFiles } from "#db/file-integrity";
import { closedIncidents, openIncidents } from "#db/incidents";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { UserId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { ago } from "@/_lib/format-time";
import { AuditState } from "./_components/audit-state";
import { ContainmentsInForce } from "./_components/containments-in-force";
import { ClosedIncidents, OpenIncidents } from "./_components/incident-list";
import { IntegrityState } from "./_components/integrity-state";
import classes from "./_components/overview.module.css";
import { readNames } from "./_components/read-names";
import { Card, Section } from "./_components/section";
import { SecurityLoading } from "./_components/security-loading";
import { nameOf } from "./_components/staff-names";

export const metadata: Metadata = { title: "Incidents" };

const CLOSED_SHOWN = 10;
/** The watch says every half minute that it looked. */
const WATCH_STALE_MS = 2 * MS_PER_MINUTE;

export default async function SecurityPage() {
  const session = await requirePermission("incident:read");
  return (
    <Suspense fallback={<SecurityLoading />}>
      <Overview session={session} />
    </Suspense>
  );
}

async function Overview({ session }: Readonly<{ session: LiveSession }>) {
  const now = new Date();
  const mayReadTrail = can(session.role, "audit:read");
  const { open, closed, watch, files, inForce, chain } = await asActor(session, async (db) => ({
    open: await openIncidents(db),
    closed: await closedIncidents(db, CLOSED_SHOWN),
    watch: await watchState(db),
    files: await checkedFiles(db),
    inForce: await containmentsInForce(db),
    chain: mayReadTrail
      ? { status: await auditTrailStatus(db), verifications: await recentVerifications(db, 5) }
      : undefined,
  }));
  const locked = inForce.flatMap(({ target }) => UserId.safeParse(target).data ?? []);
  const names = await readNames([...open, ...closed], locked);
  const isWatched =
    watch.checkedAt !== null && now.getTime() - watch.checkedAt.getTime() < WATCH_STALE_MS;
  const lastSignal = watch.lastSignalAt
    ? `last signal ${ago(watch.lastSignalAt, now)}`
    : "there has been no signal yet";

  return (
    <div className={classes.overview}>
      {isWatched ? null : (
        <Alert color="red" title="Nobody is watching the audit trail">
          {watch.checkedAt
            ? `It was last read ${ago(watch.checkedAt, now)}. `
            : "It has never been read. "}
          Intrusions since then are not shown here. See that the server&apos;s jobs are running.
        </Alert>
      )}
      <Section title={open.length > 0 ? `Open incidents: ${open.length}` : "Open incidents"}>
        <OpenIncidents
          incidents={open}
          names={names}
          askedAt={now}
          empty={
            isWatched
              ? `No open incidents; ${lastSignal}.`
              : `No open incidents are known; ${lastSignal}.`
          }
        />
      </Section>
      {inForce.length > 0 ? (
        <ContainmentsInForce
          containments={inForce.map(({ containmentId, incidentId, kind, target, appliedAt }) => {
            const userId = UserId.safeParse(target).data;
            return {
              containmentId,
              incidentId,
              kind,
              of: userId ? nameOf(names, userId) : "Everybody",
              appliedAt,
            };
          })}
          mayLift={can(session.role, "incident:manage")}
        />
      ) : null}
      <div className={classes.cards}>
        <Card title="Audit trail">
          <AuditState chain={chain} askedAt={now} />
        </Card>
        <Card title="Protected files">
          <IntegrityState files={files} askedAt={now} />
        </Card>
      </div>
      <Section title="Closed lately">
        <ClosedIncidents
          incidents={closed}
          names={names}
          empty="No incident has been closed yet."
        />
      </Section>
    </div>
  );
}
