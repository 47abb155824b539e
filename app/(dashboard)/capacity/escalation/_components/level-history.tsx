import type { EscalationStretch } from "#db/escalation";
import { ESCALATION_PARAMETERS, parameterInWords } from "#models/escalation/escalation-parameter";
import { LevelMark } from "@/_components/escalation/level-mark";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { duration } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import section from "./section.module.css";

/** The levels there were, the newest first, with what made each. */
export function LevelHistory({
  past,
  now,
}: Readonly<{ past: readonly EscalationStretch[]; now: Date }>) {
  const time = hospitalTime();
  const rows = past.map((stretch, at) => ({ ...stretch, endedAt: past[at - 1]?.beganAt ?? now }));
  return (
    <TitledSection title="History" classes={section}>
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
          { title: "Made by", cell: reasonsOf },
          {
            title: "Rules",
            cell: ({ rulesVersion }) => (rulesVersion === 0 ? "House" : `Version ${rulesVersion}`),
          },
        ]}
      />
    </TitledSection>
  );
}

/** What gave points then, the most first. */
function reasonsOf({ finding }: EscalationStretch): string {
  const reasons = finding.parameters
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .flatMap(({ parameter, value, points }) =>
      value === undefined
        ? []
        : `${ESCALATION_PARAMETERS[parameter].title} ${parameterInWords(parameter, value)} (${points})`,
    );
  return reasons.length > 0 ? reasons.join("; ") : "Nothing that is known gave a point.";
}
