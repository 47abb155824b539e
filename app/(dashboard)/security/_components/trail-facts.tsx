import type { AuditVerification } from "#db/audit-verifications";
import { Facts } from "@/_components/ui/facts";
import { StatusLabel } from "@/_components/ui/status-label";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { isAnchorLate, newestFinished, type TrailState } from "./trail-fault";

/** Where the chain of records ends, how far it is anchored, and what its last verification found. */
export function TrailFacts({ status, verifications, now }: Readonly<TrailState>) {
  const finished = newestFinished(verifications);
  return (
    <Facts
      facts={[
        { term: "Records", description: <Records status={status} now={now} /> },
        { term: "Last anchor", description: <LastAnchor status={status} now={now} /> },
        { term: "Last verification", description: <LastVerification verification={finished} /> },
      ]}
    />
  );
}

function Records({ status, now }: Readonly<Pick<TrailState, "status" | "now">>) {
  if (!status)
    return (
      <StatusLabel tone="failed">
        The chain&apos;s head is gone: nothing can be recorded. Run npm run audit:verify.
      </StatusLabel>
    );
  if (status.sequence === 0) return "None yet";
  return `${status.sequence.toLocaleString("en-GB")}, the newest ${ago(status.recordedAt, now)}`;
}

function LastAnchor({ status, now }: Readonly<Pick<TrailState, "status" | "now">>) {
  if (!status || status.anchoredSequence === null || status.anchoredAt === null)
    return <StatusLabel tone="unknown">None yet: the first is written on the hour</StatusLabel>;
  const { anchoredSequence, anchoredAt } = status;
  const words = `Record ${anchoredSequence.toLocaleString("en-GB")}, ${ago(anchoredAt, now)}`;
  return isAnchorLate(status, now) ? (
    <StatusLabel tone="failed">{words}: one is written every hour, so some are missing</StatusLabel>
  ) : (
    <StatusLabel tone="well">{words}</StatusLabel>
  );
}

function LastVerification({
  verification,
}: Readonly<{ verification: AuditVerification | undefined }>) {
  if (!verification?.finishedAt)
    return <StatusLabel tone="unknown">Never verified: nothing is known of it</StatusLabel>;
  const { afterSequence, lastSequence, outcome, finding } = verification;
  const when = hospitalTime().dayAndClock(verification.finishedAt);
  if (outcome === "intact")
    return (
      <StatusLabel tone="well">
        Intact, {when}: records {afterSequence + 1} to {lastSequence ?? afterSequence}
      </StatusLabel>
    );
  return (
    <StatusLabel tone="failed">
      {outcome === "broken" ? "Not intact" : "Not carried out"}, {when}: {finding}
    </StatusLabel>
  );
}
