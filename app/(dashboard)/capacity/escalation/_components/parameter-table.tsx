import type { ReactNode } from "react";
import type { EscalationNow } from "#db/escalation";
import { WHY_UNKNOWN } from "#models/escalation/escalation-facts";
import {
  ESCALATION_PARAMETERS,
  parameterInWords,
  thresholdInWords,
} from "#models/escalation/escalation-parameter";
import type { EscalationRules } from "#models/escalation/escalation-rules";
import { LevelMark } from "@/_components/escalation/level-mark";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./parameter-table.module.css";
import section from "./section.module.css";

type Finding = EscalationNow["finding"]["parameters"][number];

/** Why the level is what it is: each parameter's value, the threshold that it has reached, and its points. */
export function ParameterTable({
  present,
  rules,
  aside,
}: Readonly<{ present: EscalationNow; rules: EscalationRules; aside?: ReactNode }>) {
  return (
    <TitledSection title="Why" about={aggregationInWords(rules)} aside={aside} classes={section}>
      <RecordTable
        caption="Parameters of the escalation level"
        rows={present.finding.parameters}
        rowKey={({ parameter }) => parameter}
        empty=""
        columns={[
          {
            title: "Parameter",
            isHeader: true,
            cell: ({ parameter }) => (
              // One child: a phone lays the cell out as a row.
              <div>
                {ESCALATION_PARAMETERS[parameter].title}
                <span className={classes.meaning}>{ESCALATION_PARAMETERS[parameter].meaning}</span>
              </div>
            ),
          },
          { title: "Now", cell: (finding) => <Value finding={finding} /> },
          {
            title: "By itself",
            cell: ({ level, isOn }) =>
              isOn && level !== undefined ? <LevelMark level={level} /> : "–",
          },
          { title: "Threshold", cell: (finding) => <Thresholds finding={finding} rules={rules} /> },
          { title: "Points", cell: pointsInWords },
        ]}
      />
    </TitledSection>
  );
}

function Value({ finding: { parameter, value } }: Readonly<{ finding: Finding }>) {
  if (value !== undefined)
    return <span className={classes.value}>{parameterInWords(parameter, value)}</span>;
  return (
    <div>
      <StatusLabel tone="unknown">Not known</StatusLabel>
      <span className={classes.meaning}>{WHY_UNKNOWN[parameter]}</span>
    </div>
  );
}

/** The one that was reached, and the next one; each keeps its number with its unit. */
function Thresholds({
  finding: { parameter, level, isOn },
  rules: { parameters },
}: Readonly<{ finding: Finding; rules: EscalationRules }>) {
  if (!isOn) return "Off: it counts for nothing.";
  const of = (at: 2 | 3 | 4, before = "") =>
    `${before}level ${at}: ${thresholdInWords(parameter, parameters[parameter].thresholds[at])}`;
  const reached = level && level > 1 ? [of(level === 4 ? 4 : level === 3 ? 3 : 2)] : [];
  const next = level && level < 4 ? [of(level === 1 ? 2 : level === 2 ? 3 : 4, "next ")] : [];
  const lines = level === undefined ? [of(2), of(3), of(4)] : [...reached, ...next];
  return (
    <div>
      {lines.map((line) => (
        <span key={line} className={classes.threshold}>
          {line}
        </span>
      ))}
    </div>
  );
}

const pointsInWords = ({ isOn, points, mostPoints }: Finding): string => {
  if (!isOn) return "–";
  return points === mostPoints ? String(points) : `${points} to ${mostPoints}`;
};

/** The rule of the sum, from the rules. */
function aggregationInWords({
  pointsFor,
  fallAfterMinutes,
  fallMargin,
  parameters,
}: EscalationRules) {
  const lifting = Object.values(parameters).some(({ isOn, liftsTo }) => isOn && liftsTo > 1);
  return [
    "Each parameter gives its weight in points for each level above 1 at which it stands by itself.",
    `From ${pointsFor[2]} points it is level 2, from ${pointsFor[3]} level 3, from ${pointsFor[4]} level 4.`,
    lifting && "Some parameters lift the level by themselves once they stand at level 4.",
    `A higher level counts at once; a lower one after ${fallAfterMinutes} minutes that were at least ${fallMargin} below throughout.`,
    "What is not known gives no points and is never taken for calm: the level is then “at least” what it says.",
  ]
    .filter((sentence) => sentence !== false)
    .join(" ");
}
