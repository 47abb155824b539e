import Link from "next/link";
import { NURSE_RULE_SETS, NurseRuleSetId, SERVICE_LEVELS } from "#models/nurse-demand/nurse-rules";
import { SHIFT_PATTERNS, ShiftPatternId } from "#models/nurse-demand/shift-pattern";
import { type DemandChoice, queryOf } from "../demand-query";
import classes from "./demand-choosers.module.css";

/** By which rules, in which shifts, and how sure. */
export const DemandChoosers = ({ choice }: Readonly<{ choice: DemandChoice }>) => (
  <div className={classes.choosers}>
    <Chooser
      label="Rules"
      choice={choice}
      options={NurseRuleSetId.options.map((ruleSet) => ({
        title: NURSE_RULE_SETS[ruleSet].title,
        chosen: { ...choice, ruleSet },
      }))}
    />
    <Chooser
      label="Shifts"
      choice={choice}
      options={ShiftPatternId.options.map((shiftPattern) => ({
        title: SHIFT_PATTERNS[shiftPattern].title,
        chosen: { ...choice, shiftPattern },
      }))}
    />
    <Chooser
      label="Service level"
      choice={choice}
      options={SERVICE_LEVELS.map((serviceLevel) => ({
        title: `${Math.round(serviceLevel * 100)} %`,
        chosen: { ...choice, serviceLevel },
      }))}
    />
  </div>
);

interface ChooserProps {
  label: string;
  choice: DemandChoice;
  options: readonly { title: string; chosen: DemandChoice }[];
}

const Chooser = ({ label, choice, options }: Readonly<ChooserProps>) => (
  <nav aria-label={label} className={classes.chooser}>
    <span className={classes.label} aria-hidden="true">
      {label}
    </span>
    {options.map(({ title, chosen }) => (
      <Link
        key={title}
        href={`/capacity/nurses${queryOf(chosen)}`}
        aria-current={queryOf(chosen) === queryOf(choice) ? "page" : undefined}
      >
        {title}
      </Link>
    ))}
  </nav>
);
