import { Text } from "@mantine/core";
import type { Incident } from "#models/security/incident";
import { INCIDENT_KINDS } from "#models/security/incident-kind";
import { SeverityMark } from "@/_components/security/severity-mark";
import { LinkText } from "@/_components/ui/link-text";
import { RecordTable } from "@/_components/ui/record-table";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { type StaffNames, nameOf, sentence } from "./staff-names";

interface Props {
  incidents: readonly Incident[];
  names: StaffNames;
  askedAt: Date;
  empty: string;
}

const title = ({ incidentId, number, kind }: Incident) => (
  <LinkText href={`/security/incidents/${incidentId}`} fw={600}>
    {number}. {INCIDENT_KINDS[kind].title}
  </LinkText>
);

/** What waits, the worst first; each in a sentence, so that most need not be opened to be understood. */
export function OpenIncidents({ incidents, names, askedAt, empty }: Readonly<Props>) {
  return (
    <RecordTable
      caption="Open incidents"
      rows={incidents}
      rowKey={({ incidentId }) => incidentId}
      empty={empty}
      columns={[
        {
          title: "Incident",
          isHeader: true,
          cell: (incident) => (
            <div>
              {title(incident)}
              <Text size="sm" c="dimmed" maw="60ch">
                {sentence(incident, names)}
              </Text>
            </div>
          ),
        },
        { title: "Severity", cell: ({ severity }) => <SeverityMark severity={severity} /> },
        { title: "Age", cell: ({ openedAt }) => ago(openedAt, askedAt) },
        {
          title: "Owner",
          cell: ({ ownerUserId }) =>
            ownerUserId ? nameOf(names, ownerUserId) : <strong>Nobody yet</strong>,
        },
      ]}
    />
  );
}

export function ClosedIncidents({ incidents, names, empty }: Readonly<Omit<Props, "askedAt">>) {
  const time = hospitalTime();
  return (
    <RecordTable
      caption="Closed incidents"
      rows={incidents}
      rowKey={({ incidentId }) => incidentId}
      empty={empty}
      columns={[
        { title: "Incident", isHeader: true, cell: title },
        { title: "Severity", cell: ({ severity }) => <SeverityMark severity={severity} /> },
        { title: "Opened", cell: ({ openedAt }) => time.dayAndClock(openedAt) },
        {
          title: "Closed",
          cell: ({ closedAt }) => (closedAt ? time.dayAndClock(closedAt) : ""),
        },
        {
          title: "Owner",
          cell: ({ ownerUserId }) => (ownerUserId ? nameOf(names, ownerUserId) : ""),
        },
      ]}
    />
  );
}
