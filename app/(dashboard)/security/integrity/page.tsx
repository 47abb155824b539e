import { Code, Text } from "@mantine/core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { checkedFiles, type CheckedFile } from "#db/file-integrity";
import type { LiveSession } from "#db/sessions";
import type { FileState } from "#models/security/file-change";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { stateOf } from "../_components/file-state";
import { Section } from "../_components/section";
import { SecurityLoading } from "../_components/security-loading";

export const metadata: Metadata = { title: "System integrity" };

const STATES: Readonly<Record<FileState, { tone: StatusTone; words: string }>> = {
  "as-accepted": { tone: "well", words: "As accepted" },
  changed: { tone: "failed", words: "Changed" },
  missing: { tone: "failed", words: "Missing" },
  unknown: { tone: "failed", words: "Never accepted" },
};

/** As much of a digest as people compare by eye; the whole is in its title. */
const SHORT = 16;

export default async function IntegrityPage() {
  const session = await requirePermission("incident:read");
  return (
    <Suspense fallback={<SecurityLoading />}>
      <Integrity session={session} />
    </Suspense>
  );
}

async function Integrity({ session }: Readonly<{ session: LiveSession }>) {
  const now = new Date();
  const files = await asActor(session, checkedFiles);
  const time = hospitalTime();

  return (
    <Section title="System integrity">
      <Text c="dimmed" size="sm" maw="72ch" mb="md">
        The files that decide what the wards are shown and who is let in: model weights with their
        manifest, keys and certificates. They are compared with what was accepted every three
        minutes. A change on purpose is accepted on the server with{" "}
        <Code>npm run integrity:accept</Code>; any other opens an incident.
      </Text>
      <RecordTable
        caption="Protected files"
        rows={files.filter(isThere)}
        rowKey={({ label }) => label}
        empty="No file has been recorded yet: the server does it when it starts."
        columns={[
          { title: "File", isHeader: true, cell: ({ label }) => label },
          {
            title: "State",
            cell: (file) => {
              const { tone, words } = STATES[stateOf(file)];
              return <StatusLabel tone={tone}>{words}</StatusLabel>;
            },
          },
          { title: "SHA-256", cell: ({ found }) => <Digest sha256={found} /> },
          {
            title: "Accepted",
            cell: ({ accepted }) =>
              accepted
                ? `${time.dateAndClock(accepted.at)}, ${accepted.by}: ${accepted.reason}`
                : "By nobody",
          },
          {
            title: "Checked",
            cell: ({ checkedAt }) => (checkedAt ? ago(checkedAt, now) : "Not yet"),
          },
        ]}
      />
    </Section>
  );
}

/** A file that was accepted as gone, and is, needs nobody's eyes. */
const isThere = ({ accepted, found }: CheckedFile): boolean =>
  found !== null || accepted === null || accepted.sha256 !== null;

const Digest = ({ sha256 }: Readonly<{ sha256: string | null }>) =>
  sha256 ? <Code title={sha256}>{sha256.slice(0, SHORT)}…</Code> : "Not there";
