"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { ReviewedAccess } from "#db/emergency-reviews";
import { EMERGENCY_CATEGORIES } from "#models/access/emergency-access";
import type { UserId } from "#models/shared/ids";
import { Facts } from "@/_components/ui/facts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import { duration } from "@/_lib/format-time";
import { describeSpan, describeUse } from "./access-words";
import classes from "./open-reviews.module.css";
import { ReviewForm } from "./review-form";

export interface WaitingAccess extends ReviewedAccess {
  /** By the audit trail; undefined is not known. */
  recordsShown: number | undefined;
  ageSeconds: number;
  isOverdue: boolean;
}

interface Props {
  accesses: readonly WaitingAccess[];
  reviewerId: UserId;
  /** There are more than are shown. */
  isCut: boolean;
}

export function OpenReviews({ accesses, reviewerId, isCut }: Readonly<Props>) {
  const [reviewing, setReviewing] = useState<WaitingAccess>();
  if (accesses.length === 0)
    return <div className={classes.empty}>Nothing waits for a review.</div>;

  return (
    <>
      <ul className={classes.list}>
        {accesses.map((access) => (
          <li key={access.emergencyAccessId}>
            <WaitingCard
              access={access}
              isOwn={access.userId === reviewerId}
              review={() => setReviewing(access)}
            />
          </li>
        ))}
      </ul>
      {isCut && (
        <Text size="sm" c="dimmed" mt="sm">
          The {accesses.length} oldest are shown; more come up as these are closed.
        </Text>
      )}
      {reviewing && <ReviewForm access={reviewing} close={() => setReviewing(undefined)} />}
    </>
  );
}

function WaitingCard({
  access,
  isOwn,
  review,
}: Readonly<{ access: WaitingAccess; isOwn: boolean; review: () => void }>) {
  const time = useHospitalTime();
  const { openedBy, unitName, bedLabel, category, reason, endedAt } = access;
  const age = duration(access.ageSeconds);

  return (
    <article
      className={classes.card}
      data-overdue={access.isOverdue}
      aria-label={`${unitName}, bed ${bedLabel}, by ${openedBy}`}
    >
      <header className={classes.head}>
        <h3 className={classes.title}>
          {unitName}, bed {bedLabel}
        </h3>
        {access.isOverdue ? (
          <StatusLabel tone="failed">Overdue: {age}</StatusLabel>
        ) : (
          <span className={classes.age}>{age} ago</span>
        )}
      </header>
      <Facts
        facts={[
          { term: "Opened by", description: openedBy },
          { term: "What it was", description: EMERGENCY_CATEGORIES[category] },
          { term: "When", description: describeSpan(access, time) },
          { term: "Looked at", description: describeUse(access.recordsShown) },
        ]}
      />
      <Reason text={reason} />
      <div className={classes.actions}>
        {endedAt ? undefined : <StatusLabel tone="unknown">Still running</StatusLabel>}
        {isOwn && <Text size="sm">Your own: somebody else reviews it.</Text>}
        <Button
          size="sm"
          onClick={review}
          disabled={!endedAt || isOwn}
          aria-label={`Review ${unitName}, bed ${bedLabel}, by ${openedBy}`}
        >
          Review
        </Button>
      </div>
    </article>
  );
}

export const Reason = ({ text }: Readonly<{ text: string | undefined }>) =>
  text === undefined ? (
    <StatusLabel tone="failed">
      The reason does not open: it was changed, or its key is missing.
    </StatusLabel>
  ) : (
    <blockquote className={classes.reason}>{text}</blockquote>
  );
