import type { ReactNode } from "react";
import type { EscalationStretch } from "#db/escalation";
import { LevelMark } from "@/_components/escalation/level-mark";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { duration } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { reasonsInWords } from "../reasons-in-words";
import section from "./section.module.css";

/** The levels there were, the newest first, with what made each. */
export function LevelHistory({
  past,
  now,
  aside,
}: Readonly<{ past: readonly EscalationStretch[]; now: Date; aside?: ReactNode }>) {
  const time = hospitalTime();
  const rows = past.map((stretch, at) => ({ ...stretch, endedAt: past[at - 1]?.beganAt ?? now }));
  return (
    <TitledSection title="History" aside={aside} classes={section}>
      <RecordTable
        caption="Escalation levels, the newest first"
        rows={rows}
        rowKey={({ escalationLevelId }) => escalationLevelId}
        empty="No level has been stored yet."
        columns={[
          { title: "From", isHeader: true, cell: ({ beganAt }) => time.dateAndClock(beganAt) },
          {
            title: "Level",
            cell: ({ level, isAtLeast }) => <LevelMark level={level} isAtLeast={isAtLeast} />,
          },
          {
            title: "Lasted",
            cell: ({ beganAt, endedAt }) =>
              duration((endedAt.getTime() - beganAt.getTime()) / 1_000),
          },
          { title: "Made by", cell: reasonsInWords },
          {
            title: "Rules",
            cell: ({ rulesVersion }) => (rulesVersion === 0 ? "House" : `Version ${rulesVersion}`),
          },
        ]}
      />
    </TitledSection>
  );
}
