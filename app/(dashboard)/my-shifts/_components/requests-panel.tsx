"use client";

import type { MyShifts } from "#models/realtime/my-shifts";
import { TitledSection } from "@/_components/ui/titled-section";
import { LeavePanel } from "./leave-panel";
import part from "./part.module.css";
import { PlacesPanel } from "./places-panel";
import type { MyShiftsWork } from "./use-my-shifts";
import { WishesPanel } from "./wishes-panel";

/** What somebody wants of the rosters that are being made, and leave. */
export function RequestsPanel({ mine, work }: Readonly<{ mine: MyShifts; work: MyShiftsWork }>) {
  return (
    <>
      {mine.drafts.map((draft) => (
        <PlacesPanel key={draft.rosterId} draft={draft} work={work} />
      ))}
      {mine.drafts.map((draft) => (
        <WishesPanel key={draft.rosterId} draft={draft} work={work} />
      ))}
      {mine.drafts.length === 0 && (
        <TitledSection title="Wishes" classes={part}>
          <p className={part.empty}>
            No roster of your unit is being made. Shifts of a published one can be swapped.
          </p>
        </TitledSection>
      )}
      <LeavePanel leaves={mine.leaves} balances={mine.balances} work={work} />
    </>
  );
}
