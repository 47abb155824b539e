import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type EncounterViewer, viewersOfEncounter, type ViewingWay } from "#db/audit-search";
import { ROLES } from "#models/access/role";
import { AUDIT_ACTION_TITLES, AUDIT_BASIS_TITLES } from "#models/audit/audit-title";
import { EncounterId } from "#models/shared/ids";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { shortId } from "../../_components/audit-table";
import classes from "./page.module.css";

type Props = Readonly<{ params: Promise<{ encounterId: string }> }>;

export const metadata: Metadata = { title: "Who looked at a patient" };

export default async function EncounterViewersPage({ params }: Props) {
  const session = await requirePermission("audit:read");
  const encounterId = EncounterId.safeParse((await params).encounterId);
  if (!encounterId.success) notFound();
  await recordOf(session, {
    action: "audit:read",
    permission: "audit:read",
    basis: "role",
    details: { report: "viewers", "by-encounter": encounterId.data },
  });
  const viewers = await asActor(session, (db) => viewersOfEncounter(db, encounterId.data));
  const by = (way: ViewingWay) => viewers.filter((viewer) => viewer.way === way);

  return (
    <section aria-labelledby="viewers">
      <Title order={2} size="h3" id="viewers">
        Who looked at encounter {shortId(encounterId.data)}
      </Title>
      <Text c="dimmed" size="sm" maw="68ch" mt={4} mb="md">
        <span className={classes.id}>{encounterId.data}</span>. As far as the audit trail reaches.{" "}
        <Link href={`/security/audit?encounter=${encounterId.data}`}>Every record of it</Link>,{" "}
        <Link href="/security/audit/patients">another patient</Link>
      </Text>
      <Title order={3} size="h4" mb="sm">
        Opened the patient
      </Title>
      <Viewers
        caption="Who opened the patient"
        viewers={by("opened")}
        empty="Nobody opened this patient."
      />
      <Title order={3} size="h4" mt="xl" mb={4}>
        Watched the unit meanwhile
      </Title>
      <Text c="dimmed" size="sm" maw="68ch" mb="sm">
        Whose board or alerts showed the unit while the patient lay there: they could see name,
        signs and scores without opening the patient.
      </Text>
      <Viewers
        caption="Who watched the unit meanwhile"
        viewers={by("unit")}
        empty="Nobody watched the unit while the patient lay there."
      />
    </section>
  );
}

interface ViewersProps {
  caption: string;
  viewers: readonly EncounterViewer[];
  empty: string;
}

function Viewers({ caption, viewers, empty }: Readonly<ViewersProps>) {
  const time = hospitalTime();
  return (
    <RecordTable
      caption={caption}
      rows={viewers}
      rowKey={({ userId }) => userId}
      empty={empty}
      columns={[
        {
          title: "Name",
          isHeader: true,
          cell: ({ userId, name }) => (
            <Link href={`/security/audit?user=${userId}`} prefetch={false}>
              {name ?? `Account ${shortId(userId)}`}
            </Link>
          ),
        },
        { title: "Role", cell: ({ role }) => (role ? ROLES[role].title : "Unknown") },
        { title: "First", cell: ({ firstAt }) => time.dateAndClock(firstAt) },
        { title: "Last", cell: ({ lastAt }) => time.dateAndClock(lastAt) },
        { title: "Times", cell: ({ times }) => times },
        {
          title: "What",
          cell: ({ actions }) => actions.map((action) => AUDIT_ACTION_TITLES[action]).join(", "),
        },
        { title: "By right of", cell: ({ bases }) => <Bases bases={bases ?? []} /> },
      ]}
    />
  );
}

const Bases = ({ bases }: Readonly<{ bases: NonNullable<EncounterViewer["bases"]> }>) => (
  <span className={classes.bases}>
    {bases.length === 0 ? "Unknown" : null}
    {bases.map((basis) =>
      basis === "emergency-access" ? (
        <StatusLabel key={basis} tone="warned">
          {AUDIT_BASIS_TITLES[basis]}
        </StatusLabel>
      ) : (
        <span key={basis}>{AUDIT_BASIS_TITLES[basis]}</span>
      ),
    )}
  </span>
);
