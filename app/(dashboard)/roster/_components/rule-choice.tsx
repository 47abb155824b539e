"use client";

import { Checkbox, NativeSelect } from "@mantine/core";
import { SERVICE_LEVELS } from "#models/nurse-demand/nurse-rules";
import {
  hasWeeks,
  OVERTIME_SET_IDS,
  OVERTIME_SETS,
  type OvertimeSetId,
} from "#models/rostering/overtime-terms";
import { RULE_SET_IDS, RULE_SETS, type RuleSetId } from "#models/rostering/rule-sets";

export interface ChosenRules {
  sets: readonly RuleSetId[];
  /** With which probability the target is enough. */
  serviceLevel: number;
  /** Of {@link OVERTIME_SETS}; undefined: a rule that is none of them, and stays as it is. */
  overtime: OvertimeSetId | undefined;
  /** The first day of its weeks; 0 is Monday. */
  weekBeginsOn: number;
}

const OWN_RULE = "own";
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

interface Props {
  chosen: ChosenRules;
  choose: (chosen: ChosenRules) => void;
}

/** By which rules a roster is judged, and how sure its cover is to be. */
export function RuleChoice({ chosen, choose }: Readonly<Props>) {
  return (
    <>
      <Checkbox.Group
        label="Rule sets"
        value={[...chosen.sets]}
        onChange={(values) =>
          choose({ ...chosen, sets: RULE_SET_IDS.filter((id) => values.includes(id)) })
        }
      >
        {RULE_SET_IDS.map((id) => (
          <Checkbox
            key={id}
            value={id}
            mt={8}
            label={RULE_SETS[id].title}
            description={RULE_SETS[id].about}
          />
        ))}
      </Checkbox.Group>
      <NativeSelect
        label="Overtime"
        description={
          chosen.overtime ? OVERTIME_SETS[chosen.overtime].about : "A rule of the hospital's own"
        }
        value={chosen.overtime ?? OWN_RULE}
        onChange={(event) => {
          const { value } = event.currentTarget;
          choose({ ...chosen, overtime: OVERTIME_SET_IDS.find((id) => id === value) });
        }}
        data={[
          ...OVERTIME_SET_IDS.map((id) => ({ value: id, label: OVERTIME_SETS[id].title })),
          ...(chosen.overtime ? [] : [{ value: OWN_RULE, label: "As it is now" }]),
        ]}
      />
      {chosen.overtime && hasWeeks(OVERTIME_SETS[chosen.overtime].terms) && (
        <NativeSelect
          label="Weeks of overtime begin on"
          description="As it is agreed for the pay; rosters may begin on any day"
          value={String(chosen.weekBeginsOn)}
          onChange={({ currentTarget }) =>
            choose({ ...chosen, weekBeginsOn: Number(currentTarget.value) })
          }
          data={WEEKDAYS.map((label, day) => ({ value: String(day), label }))}
        />
      )}
      <NativeSelect
        label="Service level"
        description="With which probability the target is enough at each hour of a shift"
        value={String(chosen.serviceLevel)}
        onChange={(event) => choose({ ...chosen, serviceLevel: Number(event.currentTarget.value) })}
        data={SERVICE_LEVELS.map((level) => ({
          value: String(level),
          label: `${Math.round(level * 100)} %`,
        }))}
      />
    </>
  );
}
