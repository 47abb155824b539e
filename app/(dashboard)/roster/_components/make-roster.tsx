"use client";

import { Button, Group, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { houseSettings } from "#models/rostering/house-settings";
import { overtimeOf } from "#models/rostering/overtime-terms";
import { RosterId } from "#models/rostering/roster-ids";
import { RULE_SET_IDS, rulesOfSets } from "#models/rostering/rule-sets";
import { weekdayOf } from "#models/shared/calendar-date";
import { UnitId } from "#models/shared/ids";
import { useLive } from "@/_components/live/live-provider";
import { useConnection } from "@/_components/live/use-live";
import { DialogFrame } from "@/_components/ui/dialog-frame";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { describeRefusal } from "../[rosterId]/_components/planner-work";
import { type ChosenRules, RuleChoice } from "./rule-choice";

interface Props {
  units: readonly { unitId: UnitId; name: string }[];
  /** Those whose rules and prices a new one may take over. */
  rosters: readonly { rosterId: RosterId; name: string }[];
  startsOn: string;
}

/** The button and its dialogue: units, period, rules. */
export function MakeRoster(props: Readonly<Props>) {
  const [isOpen, setOpen] = useState(false);
  const isAway = useConnection().state !== "live";
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={isAway}>
        New roster
      </Button>
      {isOpen && <MakeDialog {...props} close={() => setOpen(false)} />}
    </>
  );
}

const HOUSE = houseSettings();
const MOST_WEEKS = 52;

function MakeDialog({ units, rosters, startsOn, close }: Readonly<Props & { close: () => void }>) {
  const { client } = useLive();
  const router = useRouter();
  const [name, setName] = useState("");
  const [start, setStart] = useState(startsOn);
  const [weeks, setWeeks] = useState<number | string>(4);
  const [unitIds, setUnitIds] = useState<string[]>([]);
  const [like, setLike] = useState("");
  const [rules, setRules] = useState<ChosenRules>({
    sets: RULE_SET_IDS.filter((id) => HOUSE.ruleSetIds.includes(id)),
    serviceLevel: HOUSE.demand.serviceLevel,
    ...{ overtime: "contract", weekBeginsOn: 0 },
  });
  const [problem, setProblem] = useState<string>();

  async function make(): Promise<void> {
    setProblem(undefined);
    const model = RosterId.safeParse(like);
    const made = await client.rosters.act({
      ...{ type: "make", name, startsOn: start, days: 7 * Number(weeks) },
      unitIds: unitIds.map((id) => UnitId.parse(id)),
      ...(model.success && { like: model.data }),
    });
    if (!made.ok) return setProblem(describeRefusal(made.error));
    const { rosterId, version } = made.value;
    if (!model.success) {
      const settings = {
        ...{ ruleSetIds: [...rules.sets], rules: rulesOfSets(rules.sets, HOUSE.shifts) },
        ...(rules.overtime && {
          prices: { ...HOUSE.prices, overtime: overtimeOf(rules.overtime, rules.weekBeginsOn) },
        }),
        demand: { ...HOUSE.demand, serviceLevel: rules.serviceLevel },
      };
      const changed = await client.rosters.act({
        type: "change-settings",
        rosterId,
        version,
        settings,
      });
      if (!changed.ok) return setProblem(describeRefusal(changed.error));
    }
    router.push(`/roster/${rosterId}`);
  }

  return (
    <DialogFrame
      title="New roster"
      confirmLabel="Make it"
      isIncomplete={name.trim() === "" || unitIds.length === 0 || start === "" || !Number(weeks)}
      onConfirm={() => void make()}
      onClose={close}
    >
      <ProblemAlert problem={problem} />
      <TextInput
        label="Name"
        placeholder="Medicine, December"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <MultiSelect
        label="Units"
        description="Their people are on it, and those who may float there"
        data={units.map(({ unitId, name: label }) => ({ value: unitId, label }))}
        value={unitIds}
        onChange={setUnitIds}
        searchable
      />
      <Group grow align="flex-start">
        <TextInput
          label="First day"
          description={
            start !== "" && weekdayOf(start) !== 0
              ? "Not a Monday: weeks are counted from it"
              : undefined
          }
          type="date"
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <NumberInput
          label="Weeks"
          value={weeks}
          onChange={setWeeks}
          min={1}
          max={MOST_WEEKS}
          allowDecimal={false}
          clampBehavior="strict"
        />
      </Group>
      <NativeSelect
        label="Rules and prices"
        value={like}
        onChange={(event) => setLike(event.currentTarget.value)}
        data={[
          { value: "", label: "Chosen below" },
          ...rosters.map(({ rosterId, name: label }) => ({
            value: rosterId,
            label: `As in ${label}`,
          })),
        ]}
      />
      {like === "" && <RuleChoice chosen={rules} choose={setRules} />}
    </DialogFrame>
  );
}
