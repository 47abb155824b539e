"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { setStaffedBeds } from "../actions";
import type { StaffedUnit } from "../staffing";
import { type NewStaffing, StaffingDialog } from "./staffing-dialog";

interface Props {
  units: readonly StaffedUnit[];
  mayChange: boolean;
}

/** How many beds of each unit have a nurse, now and later. */
export function StaffedBeds({ units, mayChange }: Readonly<Props>) {
  const router = useRouter();
  const time = useHospitalTime();
  const { isBusy, run } = useAction();
  const [changed, setChanged] = useState<StaffedUnit>();

  const save = async (unit: StaffedUnit, staffing: NewStaffing) => {
    const done = await run(() => setStaffedBeds({ unitId: unit.unitId, ...staffing }));
    if (!done) return;
    setChanged(undefined);
    router.refresh();
    notifications.show({ message: `${unit.name}: ${staffing.staffedBeds} staffed beds set.` });
  };

  return (
    <>
      <RecordTable
        caption="Staffed beds of each unit"
        rows={units}
        rowKey={({ unitId }) => unitId}
        empty="The hospital has no unit yet."
        columns={[
          { title: "Unit", isHeader: true, cell: ({ name }) => name },
          { title: "Staffed now", cell: ({ staffedBeds }) => staffedBeds },
          { title: "Licensed", cell: ({ licensedBeds }) => licensedBeds },
          {
            title: "Later",
            cell: ({ planned }) =>
              planned
                .map(({ staffedBeds, from }) => `${staffedBeds} from ${time.dayAndClock(from)}`)
                .join("; ") || "No change planned",
          },
          ...(mayChange
            ? [
                {
                  title: "Actions",
                  isTitleHidden: true,
                  cell: (unit: StaffedUnit) => (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Change staffed beds of ${unit.name}`}
                      onClick={() => setChanged(unit)}
                    >
                      Change
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {changed && (
        <StaffingDialog
          unit={changed}
          isBusy={isBusy}
          onSave={(staffing) => void save(changed, staffing)}
          onClose={() => setChanged(undefined)}
        />
      )}
    </>
  );
}
