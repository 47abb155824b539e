"use client";

import { Text } from "@mantine/core";
import { useState } from "react";
import { overtimeTermsOf } from "#models/rostering/overtime-periods";
import { OVERTIME_SET_IDS, overtimeOf } from "#models/rostering/overtime-terms";
import type { RosterSettings } from "#models/rostering/roster-settings";
import { RULE_SET_IDS, rulesOfSets } from "#models/rostering/rule-sets";
import { weekdayOf } from "#models/shared/calendar-date";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import { type ChosenRules, RuleChoice } from "../../_components/rule-choice";
import { usePlanner } from "./use-planner";

interface Props {
  change: (settings: Partial<RosterSettings>) => void;
  close: () => void;
}

/** By which rules the roster is judged from now on. Rules of its own, beside those of the sets, stay. */
export function RulesDialog({ change, close }: Readonly<Props>) {
  const settings = usePlanner((view) => view.state.settings);
  const [chosen, choose] = useState<ChosenRules>({
    sets: RULE_SET_IDS.filter((id) => settings.ruleSetIds.includes(id)),
    serviceLevel: settings.demand.serviceLevel,
    overtime: OVERTIME_SET_IDS.find((id) => id === overtimeTermsOf(settings).setId),
    weekBeginsOn: weekdayOf(overtimeTermsOf(settings).weeksFrom),
  });
  return (
    <DialogFrame
      title="Rules and demand"
      confirmLabel="Change"
      onConfirm={() => change(changedBy(chosen, settings))}
      onClose={close}
    >
      <Text size="sm">
        The roster is scored anew at once; what it takes of each shift is drawn anew from the
        forecast.
      </Text>
      <RuleChoice chosen={chosen} choose={choose} />
    </DialogFrame>
  );
}

function changedBy(
  { sets, serviceLevel, overtime, weekBeginsOn }: ChosenRules,
  { shifts, rules, prices, demand }: RosterSettings,
): Partial<RosterSettings> {
  const ofSets = new Set(rulesOfSets(RULE_SET_IDS, shifts).map(({ ruleId }) => ruleId));
  const own = rules.filter(({ ruleId }) => !ofSets.has(ruleId));
  return {
    ruleSetIds: [...sets],
    rules: [...rulesOfSets(sets, shifts), ...own],
    ...(overtime && {
      prices: { ...prices, overtime: overtimeOf(overtime, weekBeginsOn, prices.overtime) },
    }),
    demand: { ...demand, serviceLevel },
  };
}
