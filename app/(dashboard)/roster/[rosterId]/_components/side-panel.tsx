"use client";

import { memo } from "react";
import { Tabs } from "@mantine/core";
import type { RosterCharge } from "#models/rostering/roster-charge";
import { BrokenRules } from "./broken-rules";
import { CostTable } from "./cost-table";
import { FairnessTable } from "./fairness-table";
import type { JumpTo } from "./roster-grid";
import { ScoreTable } from "./score-table";
import classes from "./side-panel.module.css";

interface Props {
  jump: (to: JumpTo) => void;
}

/** Why the roster is worth what it is. Only the open part is counted and drawn. */
export const SidePanel = memo(function SidePanel({ jump }: Readonly<Props>) {
  const jumpToCharge = ({ personId, fromDay }: RosterCharge) =>
    jump({ personId, day: Math.max(0, fromDay) });
  return (
    <aside className={classes.panel} aria-label="Score, rules and cost">
      <Tabs defaultValue="broken" keepMounted={false} className={classes.tabs ?? ""}>
        <Tabs.List grow>
          <Tabs.Tab value="broken">Broken</Tabs.Tab>
          <Tabs.Tab value="score">Score</Tabs.Tab>
          <Tabs.Tab value="fairness">Fairness</Tabs.Tab>
          <Tabs.Tab value="cost">Cost</Tabs.Tab>
        </Tabs.List>
        <div className={classes.body}>
          <Tabs.Panel value="broken">
            <BrokenRules jump={jumpToCharge} />
          </Tabs.Panel>
          <Tabs.Panel value="score">
            <ScoreTable jump={jump} />
          </Tabs.Panel>
          <Tabs.Panel value="fairness">
            <FairnessTable jump={jump} />
          </Tabs.Panel>
          <Tabs.Panel value="cost">
            <CostTable />
          </Tabs.Panel>
        </div>
      </Tabs>
    </aside>
  );
});
