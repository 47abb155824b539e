import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { closedReviews, openReviews, type ReviewedAccess } from "#db/emergency-reviews";
import { FindingKind, isReviewOverdue } from "#models/access/emergency-access";
import { can } from "#models/access/permission";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";
import { ClosedReviews } from "./_components/closed-reviews";
import { OpenReviews } from "./_components/open-reviews";
import { auditOfAccess } from "./audit-of-access";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Emergency access" };

type Props = Readonly<{ searchParams: Promise<{ finding?: string | string[] }> }>;

const permission = "emergency-access:review";
const OPEN_AT_MOST = 200;
const CLOSED_AT_MOST = 100;

export default async function EmergencyAccessReviewPage({ searchParams }: Props) {
  const session = await requirePermission(permission);
  const kind = FindingKind.safeParse((await searchParams).finding).data;
  // The reasons are somebody's words about a patient: who reads them is recorded before they are opened.
  await recordOf(session, {
    action: "emergency-access:read",
    permission,
    basis: "role",
    ...(kind && { details: { finding: kind } }),
  });
  const cipher = await identifiers();
  const mayReadTrail = can(session.role, "audit:read");
  const { open, closed, shown } = await asActor(session, async (db) => {
    const open = await openReviews(db, cipher, OPEN_AT_MOST);
    const closed = await closedReviews(db, cipher, { kind, limit: CLOSED_AT_MOST });
    const shown: number[] = [];
    if (mayReadTrail) for (const access of open) shown.push(await auditOfAccess(db, access));
    return { open, closed, shown };
  });
  const now = new Date();
  const waiting = open.map((access, index) => withUse(access, shown[index], now));

  return (
    <div className={classes.page}>
      <section aria-labelledby="to-review">
        <Title order={2} size="h3" id="to-review">
          Emergency access to review
        </Title>
        <Text c="dimmed" size="sm" maw="68ch" mt={4} mb="md">
          Patients who were opened from outside their unit, the oldest first. Each waits until
          somebody else has closed it with a finding; after 72 hours it is overdue.
        </Text>
        <OpenReviews
          accesses={waiting}
          reviewerId={session.userId}
          isCut={open.length === OPEN_AT_MOST}
        />
      </section>
      <section aria-labelledby="reviewed">
        <Title order={2} size="h3" id="reviewed">
          Reviewed
        </Title>
        <ClosedReviews accesses={closed} kind={kind} />
      </section>
    </div>
  );
}

/** Undefined is not known, which is not the same as nothing. */
const withUse = (access: ReviewedAccess, recordsShown: number | undefined, now: Date) => ({
  ...access,
  recordsShown,
  ageSeconds: (now.getTime() - access.beganAt.getTime()) / 1_000,
  isOverdue: isReviewOverdue({ beganAt: access.beganAt, reviewedAt: access.review?.at }, now),
});
