"use client";

import { Alert, Button, Skeleton } from "@mantine/core";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "../../../my-shifts/_components/part.module.css";
import classes from "./approvals-page.module.css";
import { LeaveApproval } from "./leave-approval";
import { PolicyForm } from "./policy-form";
import { SwapApproval } from "./swap-approval";
import { useApprovals } from "./use-approvals";
import { WindowForm } from "./window-form";

/** Swaps and leave that wait for somebody who decides; for who plans, windows and the units' policies too. */
export function ApprovalsPage() {
  const work = useApprovals();
  const { approvals, isFailed } = work;
  return (
    <>
      <DegradedBanner />
      <div className={classes.page}>
        <h1 className={classes.title}>Roster approvals</h1>
        {isFailed && (
          <Alert color="red" title="It could not be read">
            The server did not answer{approvals && ": what is below may be old"}.{" "}
            <Button onClick={work.reread}>Try again</Button>
          </Alert>
        )}
        {!approvals && !isFailed && (
          <div role="status" aria-label="What waits is being read" className={classes.parts}>
            <Skeleton height={120} radius="lg" />
            <Skeleton height={120} radius="lg" />
          </div>
        )}
        {approvals && (
          <div className={classes.columns}>
            <div className={classes.parts}>
              <TitledSection
                title={`Swaps (${approvals.swaps.length})`}
                classes={part}
                about="Taken by somebody, and judged by both persons’ rules as the roster is now."
              >
                {approvals.swaps.length === 0 ? (
                  <p className={part.empty}>No swap waits.</p>
                ) : (
                  <ul className={part.rows}>
                    {approvals.swaps.map((swap) => (
                      <SwapApproval key={swap.swapId} swap={swap} work={work} />
                    ))}
                  </ul>
                )}
              </TitledSection>
              {approvals.mayPlan && (
                <TitledSection title={`Leave (${approvals.leaves.length})`} classes={part}>
                  {approvals.leaves.length === 0 ? (
                    <p className={part.empty}>No leave waits.</p>
                  ) : (
                    <ul className={part.rows}>
                      {approvals.leaves.map((leave) => (
                        <LeaveApproval key={leave.leaveId} leave={leave} work={work} />
                      ))}
                    </ul>
                  )}
                </TitledSection>
              )}
            </div>
            {approvals.mayPlan && (
              <div className={classes.parts}>
                <TitledSection
                  title="Self-rostering"
                  classes={part}
                  about="When the people of a draft may place themselves. What they place is pinned where the first has it, and a request where it is balanced."
                >
                  {approvals.windows.length === 0 ? (
                    <p className={part.empty}>No roster is a draft.</p>
                  ) : (
                    approvals.windows.map((draft) => (
                      <WindowForm key={draft.rosterId} draft={draft} work={work} />
                    ))
                  )}
                </TitledSection>
                <TitledSection
                  title="Policies"
                  classes={part}
                  about="What each unit has decided about swaps, wishes and leave. A change holds at once."
                >
                  {approvals.policies.map((policy) => (
                    <PolicyForm key={`${policy.unitId} ${policy.version}`} {...{ policy, work }} />
                  ))}
                </TitledSection>
              </div>
            )}
          </div>
        )}
      </div>
    </>
  );
}
