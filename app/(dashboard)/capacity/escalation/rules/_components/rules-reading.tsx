import { ESCALATION_LEVEL_LIST, ESCALATION_LEVELS } from "#models/escalation/escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
  thresholdInWords,
} from "#models/escalation/escalation-parameter";
import type { EscalationRules } from "#models/escalation/escalation-rules";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import section from "../../_components/section.module.css";
import classes from "./rules-reading.module.css";

/** The rules in force, for somebody who may read them. */
export function RulesReading({ rules }: Readonly<{ rules: EscalationRules }>) {
  const threshold = (level: 2 | 3 | 4) => ({
    title: `Level ${level}`,
    cell: (parameter: (typeof ESCALATION_PARAMETER_LIST)[number]) => (
      <span className={classes.threshold}>
        {thresholdInWords(parameter, rules.parameters[parameter].thresholds[level])}
      </span>
    ),
  });
  return (
    <>
      <TitledSection
        title="What is counted"
        about={`Level 2 from ${rules.pointsFor[2]} points, level 3 from ${rules.pointsFor[3]}, level 4 from ${rules.pointsFor[4]}. An administrator can change the rules.`}
        classes={section}
      >
        <RecordTable
          caption="Thresholds of the escalation parameters"
          rows={ESCALATION_PARAMETER_LIST}
          rowKey={(parameter) => parameter}
          empty=""
          columns={[
            {
              title: "Parameter",
              isHeader: true,
              cell: (parameter) => ESCALATION_PARAMETERS[parameter].title,
            },
            {
              title: "Counts",
              cell: (parameter) => (rules.parameters[parameter].isOn ? "yes" : "no"),
            },
            threshold(2),
            threshold(3),
            threshold(4),
            { title: "Points per level", cell: (parameter) => rules.parameters[parameter].weight },
            {
              title: "Lifts to",
              cell: (parameter) => {
                const { liftsTo } = rules.parameters[parameter];
                return liftsTo > 1 ? `level ${liftsTo}` : "–";
              },
            },
          ]}
        />
      </TitledSection>
      {ESCALATION_LEVEL_LIST.map((level) => (
        <TitledSection
          key={level}
          title={`Action card of level ${level}: ${ESCALATION_LEVELS[level].title}`}
          classes={section}
        >
          <RecordTable
            caption={`Actions at level ${level}`}
            rows={rules.cards[level]}
            rowKey={({ id }) => id}
            empty="The rules name no action for this level."
            columns={[
              { title: "Action", isHeader: true, cell: ({ what }) => what },
              { title: "Owner", cell: ({ owner }) => owner },
            ]}
          />
        </TitledSection>
      ))}
    </>
  );
}
