import type { ReactNode } from "react";
import type { StoredEscalationOutlook } from "#db/escalation";
import { ESCALATION_LEVEL_LIST, ESCALATION_LEVELS } from "#models/escalation/escalation-level";
import type { EscalationRulesVersion } from "#models/escalation/escalation-rules";
import {
  type EscalationOutlook,
  likeliestLevel,
  OUTLOOK_HOURS,
  probabilityFrom,
} from "#models/escalation/forecast-escalation";
import { LevelMark } from "@/_components/escalation/level-mark";
import { RecordTable } from "@/_components/ui/record-table";
import { TitledSection } from "@/_components/ui/titled-section";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { FoldedRows } from "./folded-rows";
import classes from "./outlook-table.module.css";
import section from "./section.module.css";

interface Props {
  stored: StoredEscalationOutlook | undefined;
  inForce: EscalationRulesVersion;
  now: Date;
  aside?: ReactNode;
}

/** What level is to be expected, every six hours of the next three days. */
export function OutlookTable({ stored, inForce, now, aside }: Readonly<Props>) {
  const ahead = stored?.outlook.filter(({ to }) => to > now) ?? [];
  return (
    <TitledSection
      title="Next 72 hours"
      about={aboutForecast(stored, inForce, now)}
      aside={aside}
      classes={section}
    >
      <FoldedRows more="The hours after these" rows={ahead.length}>
        <RecordTable
          caption="Probability of each escalation level"
          rows={ahead}
          rowKey={({ from }) => from.toISOString()}
          empty="There is no census forecast of the next hours yet, so no level can be expected."
          columns={[
            { title: "Hours", isHeader: true, cell: hoursInWords },
            {
              title: "Most likely",
              cell: (outlook) => (
                <LevelMark level={likeliestLevel(outlook)} isAtLeast={outlook.isAtLeast} />
              ),
            },
            {
              title: "Shares",
              isTitleHidden: true,
              cell: (outlook) => <Shares outlook={outlook} />,
            },
            ...ESCALATION_LEVEL_LIST.map((level) => ({
              title: `Level ${level}`,
              cell: ({ probabilities }: EscalationOutlook) => percent(probabilities[level]),
            })),
            { title: "3 or higher", cell: (outlook) => percent(probabilityFrom(3, outlook)) },
          ]}
        />
      </FoldedRows>
      {ahead.length > 0 && (
        <ul className={classes.legend} aria-hidden="true">
          {ESCALATION_LEVEL_LIST.map((level) => (
            <li key={level}>
              <span className={classes.swatch} data-level={level} /> {level}{" "}
              {ESCALATION_LEVELS[level].title}
            </li>
          ))}
        </ul>
      )}
    </TitledSection>
  );
}

/** The probabilities as one bar; the columns beside it say the same. */
const Shares = ({
  outlook: { probabilities, isAtLeast },
}: Readonly<{ outlook: EscalationOutlook }>) => (
  <span className={classes.bar} data-at-least={isAtLeast || undefined} aria-hidden="true">
    {ESCALATION_LEVEL_LIST.map((level) => (
      <span
        key={level}
        className={classes.share}
        data-level={level}
        style={{ flexGrow: probabilities[level] }}
      />
    ))}
  </span>
);

function hoursInWords({ from, to }: EscalationOutlook): string {
  const time = hospitalTime();
  return `${time.dayAndClock(from)} to ${time.clock(to)}`;
}

/** A forecast is never certain: what is nearly so is said to be. */
function percent(probability: number): string {
  if (probability > 0 && probability < 0.005) return "< 1 %";
  if (probability < 1 && probability > 0.995) return "> 99 %";
  return `${Math.round(100 * probability)} %`;
}

function aboutForecast(
  stored: Props["stored"],
  inForce: EscalationRulesVersion,
  now: Date,
): string {
  const how = `Probability of each level, the average of ${OUTLOOK_HOURS} hours, from the census forecast: occupancy, free intensive care beds, boarding and shortage follow it, everything else is taken to stay as it is. The time that a level takes to fall is left out.`;
  if (!stored) return how;
  const unknown = stored.outlook.some(({ isAtLeast }) => isAtLeast)
    ? " Hatched: not all is known, and the level may be higher than these shares say."
    : "";
  const issued = `Issued ${hospitalTime().dayAndClock(stored.issuedAt)}, ${ago(stored.issuedAt, now)}.`;
  const other =
    stored.rulesVersion === inForce.version
      ? ""
      : " By the rules before those in force; the next forecast goes by the new ones.";
  return `${how}${unknown} ${issued}${other}`;
}
