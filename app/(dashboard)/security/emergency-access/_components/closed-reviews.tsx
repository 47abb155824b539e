"use client";

import { Text } from "@mantine/core";
import Link from "next/link";
import type { ReviewedAccess } from "#db/emergency-reviews";
import { EMERGENCY_CATEGORIES, FindingKind, FINDINGS } from "#models/access/emergency-access";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { describeSpan } from "./access-words";
import classes from "./closed-reviews.module.css";

const TONES: Readonly<Record<FindingKind, StatusTone>> = {
  justified: "well",
  "not-justified": "failed",
  "needs-follow-up": "unknown",
};

const DOES_NOT_OPEN = "The text does not open.";

interface Props {
  accesses: readonly ReviewedAccess[];
  /** Undefined for all of them. */
  kind: FindingKind | undefined;
}

export function ClosedReviews({ accesses, kind }: Readonly<Props>) {
  const time = useHospitalTime();
  return (
    <>
      <FindingFilter kind={kind} />
      <RecordTable
        caption="Reviewed emergency access"
        rows={accesses}
        rowKey={({ emergencyAccessId }) => emergencyAccessId}
        empty={kind ? "No review has this finding." : "Nothing has been reviewed yet."}
        columns={[
          {
            title: "Where",
            isHeader: true,
            cell: ({ unitName, bedLabel }) => (
              <Text fw={560} size="sm">
                {unitName}, bed {bedLabel}
              </Text>
            ),
          },
          { title: "Opened by", cell: ({ openedBy }) => openedBy },
          { title: "When", cell: (access) => describeSpan(access, time) },
          {
            title: "Reason",
            cell: ({ category, reason }) => (
              <Words title={EMERGENCY_CATEGORIES[category]} text={reason} />
            ),
          },
          {
            title: "Finding",
            cell: ({ review }) =>
              review && (
                <div>
                  <StatusLabel tone={TONES[review.kind]}>{FINDINGS[review.kind]}</StatusLabel>
                  <Words text={review.finding} />
                </div>
              ),
          },
          {
            title: "Reviewed",
            cell: ({ review }) => review && `${review.by}, ${time.dayAndClock(review.at)}`,
          },
        ]}
      />
    </>
  );
}

const Words = ({ title, text }: Readonly<{ title?: string; text: string | undefined }>) => (
  <div className={classes.words}>
    {title && <strong>{title}</strong>}
    <span>{text ?? DOES_NOT_OPEN}</span>
  </div>
);

const OPTIONS = [undefined, ...FindingKind.options] as const;

/** Links, so that a filtered list can be kept and sent. */
function FindingFilter({ kind }: Readonly<{ kind: FindingKind | undefined }>) {
  return (
    <nav aria-label="Finding">
      <ul className={classes.filter}>
        {OPTIONS.map((option) => (
          <li key={option ?? "all"}>
            <Link
              href={
                option
                  ? `/security/emergency-access?finding=${option}`
                  : "/security/emergency-access"
              }
              className={classes.option}
              aria-current={option === kind ? "true" : undefined}
              scroll={false}
            >
              {option ? FINDINGS[option] : "All"}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
