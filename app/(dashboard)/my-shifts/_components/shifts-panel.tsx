"use client";

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { MyShifts, OwnShift } from "#models/realtime/my-shifts";
import { useAtNow } from "@/_components/live/use-live";
import { TitledSection } from "@/_components/ui/titled-section";
import { ChangesPanel } from "./changes-panel";
import { MonthView } from "./month-view";
import { NextShift } from "./next-shift";
import part from "./part.module.css";
import { ShiftList } from "./shift-list";
import { SwapDialog } from "./swap-dialog";
import type { MyShiftsWork } from "./use-my-shifts";

/** The next shift first, then what changed, then all of them by week or by month. */
export function ShiftsPanel({ mine, work }: Readonly<{ mine: MyShifts; work: MyShiftsWork }>) {
  const [isMonth, setMonth] = useState(false);
  const [offered, setOffered] = useState<OwnShift>();
  // To the minute: the list need not be drawn each second.
  const now = useAtNow((at) => Math.floor(at / 60_000) * 60_000);
  const coming = mine.shifts.filter(({ endsAt }) => endsAt > now);

  return (
    <>
      <NextShift shift={coming[0]} now={now} />
      <ChangesPanel mine={mine} work={work} />
      <TitledSection
        title="All shifts"
        classes={part}
        aside={
          <SegmentedControl
            className={part.onScreen}
            aria-label="Show as"
            value={isMonth ? "month" : "list"}
            onChange={(value) => setMonth(value === "month")}
            data={[
              { value: "list", label: "List" },
              { value: "month", label: "Month" },
            ]}
          />
        }
      >
        {isMonth ? (
          <MonthView shifts={mine.shifts} leaves={mine.leaves} now={now} />
        ) : (
          <ShiftList shifts={coming} now={now} onSwap={setOffered} />
        )}
      </TitledSection>
      {offered && (
        <SwapDialog
          shift={offered}
          isAtOnce={mine.swapsAtOnce}
          work={work}
          onClose={() => setOffered(undefined)}
        />
      )}
    </>
  );
}
