import { Paper, Title } from "@mantine/core";
import type { AuditTrailStatus } from "#db/audit-search";
import type { AuditVerification } from "#db/audit-verifications";
import { TrailFacts } from "../../_components/trail-facts";
import { VerificationControl } from "./verification-control";
import classes from "./trail-status.module.css";

interface Props {
  status: AuditTrailStatus | undefined;
  /** The newest first. */
  verifications: readonly AuditVerification[];
  now: Date;
}

/** Whether the trail can be relied on, as far as is known. */
export function TrailStatus({ status, verifications, now }: Readonly<Props>) {
  const [newest] = verifications;
  const running = newest && newest.finishedAt === null ? newest : undefined;

  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="trail-status" mb="md">
      <div className={classes.head}>
        <Title order={3} size="h4" id="trail-status">
          The chain of records
        </Title>
        <VerificationControl
          running={running && { lastSequence: running.lastSequence }}
          of={status?.sequence ?? 0}
        />
      </div>
      <TrailFacts status={status} verifications={verifications} now={now} />
    </Paper>
  );
}
