import { Group, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { auditPeople, auditTrailStatus, searchAuditEvents } from "#db/audit-search";
import { recentVerifications } from "#db/audit-verifications";
import type { LiveSession } from "#db/sessions";
import { allUnits } from "#db/units";
import { LinkButton } from "@/_components/ui/link-button";
import { NarrowFold } from "@/_components/ui/narrow-fold";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { isTrailAtFault } from "../_components/trail-fault";
import { AuditFilters } from "./_components/audit-filters";
import { AuditLoading } from "./_components/audit-loading";
import { AuditTable } from "./_components/audit-table";
import { TrailStatus } from "./_components/trail-status";
import { type AuditQuery, auditSearchParams, parseAuditQuery, searchedFor } from "./audit-query";
import classes from "./page.module.css";

type Props = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export const metadata: Metadata = { title: "Audit trail" };

const RECORDS_PER_PAGE = 50;

export default async function AuditPage({ searchParams }: Props) {
  const session = await requirePermission("audit:read");
  const query = parseAuditQuery(await searchParams, hospitalTime().timeZone);
  await recordOf(session, {
    action: "audit:read",
    permission: "audit:read",
    basis: "role",
    details: searchedFor(query),
  });

  return (
    <section aria-labelledby="audit">
      <Group justify="space-between" align="flex-start" mb="md" gap="md">
        <div>
          <Title order={2} size="h3" id="audit">
            Audit trail
          </Title>
          <Text c="dimmed" size="sm" maw="68ch" mt={4}>
            Who did what, to whose data, from where and by which right. People and patients are kept
            by id; reading is recorded too.
          </Text>
        </div>
        <LinkButton href="/security/audit/patients" variant="default">
          Who looked at a patient
        </LinkButton>
      </Group>
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<AuditLoading />} key={auditSearchParams(query, query.before)}>
        <Trail session={session} query={query} />
      </Suspense>
    </section>
  );
}

async function Trail({ session, query }: Readonly<{ session: LiveSession; query: AuditQuery }>) {
  const now = new Date();
  const { status, verifications, people, units, found } = await asActor(session, async (db) => ({
    status: await auditTrailStatus(db),
    verifications: await recentVerifications(db, 5),
    people: await auditPeople(db),
    units: await allUnits(db),
    found:
      query.refused.length > 0
        ? []
        : await searchAuditEvents(db, query.filter, {
            before: query.before,
            // One more tells whether there is another page.
            most: RECORDS_PER_PAGE + 1,
          }),
  }));
  const events = found.slice(0, RECORDS_PER_PAGE);

  return (
    <>
      <NarrowFold
        title="Chain of records"
        startsOpen={isTrailAtFault({ status, verifications, now })}
      >
        <TrailStatus status={status} verifications={verifications} now={now} />
      </NarrowFold>
      <NarrowFold title={filtersTitle(query)} startsOpen={query.refused.length > 0}>
        <AuditFilters
          query={query}
          people={people}
          units={units}
          timeZone={hospitalTime().timeZone}
        />
      </NarrowFold>
      <Group justify="space-between" align="baseline" mt="md" mb="sm" gap="sm">
        <Title order={3} size="h4">
          Records
        </Title>
        <ExportLinks query={query} />
      </Group>
      <AuditTable
        events={events}
        people={people}
        units={units}
        empty={
          query.refused.length > 0
            ? "Nothing was looked for: a field above holds what cannot be looked for."
            : "No record is like that. Ask for a longer time, or clear a field."
        }
      />
      <Paging
        query={query}
        next={found.length > events.length ? events.at(-1)?.sequence : undefined}
      />
    </>
  );
}

/** A search that is folded away still says that not every record is shown. */
function filtersTitle({ values }: AuditQuery): string {
  const set = Object.keys(values).length;
  return set === 0 ? "Filters" : `Filters: ${set} set`;
}

/** Plain links: a file is not a page, and must not be fetched ahead. */
function ExportLinks({ query }: Readonly<{ query: AuditQuery }>) {
  if (query.refused.length > 0) return null;
  const search = auditSearchParams(query);
  return (
    <Text size="sm" component="div" className={classes.exports}>
      Take all that was found:
      <a href={`/security/audit/export/csv?${search}`} download>
        CSV
      </a>
      <a href={`/security/audit/export/ndjson?${search}`} download>
        FHIR R4
      </a>
    </Text>
  );
}

function Paging({ query, next }: Readonly<{ query: AuditQuery; next: number | undefined }>) {
  const page = (before?: number) => `/security/audit?${auditSearchParams(query, before)}`;
  return (
    <Group component="nav" aria-label="Pages of records" gap="sm" mt="md">
      {query.before ? (
        <LinkButton href={page()} variant="default">
          Newest
        </LinkButton>
      ) : null}
      {next ? (
        <LinkButton href={page(next)} variant="default">
          Older
        </LinkButton>
      ) : null}
    </Group>
  );
}
