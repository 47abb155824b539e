"use client";

import { Checkbox, NumberInput, Table } from "@mantine/core";
import { type Dispatch, memo } from "react";
import type { DraftAction, PlannedUnit, ScenarioDraft } from "../scenario-draft";
import classes from "./unit-levers.module.css";

interface Props extends Pick<ScenarioDraft, "staffedBeds" | "closedUnitIds"> {
  units: readonly PlannedUnit[];
  dispatch: Dispatch<DraftAction>;
}

/** What may be otherwise in one unit: its staffed beds, or that it is closed. */
export const UnitLevers = memo(function UnitLevers(props: Readonly<Props>) {
  const { units, staffedBeds: staffed, closedUnitIds, dispatch } = props;
  return (
    <Table className={classes.table ?? ""} verticalSpacing={3} horizontalSpacing={6}>
      <Table.Caption className={classes.caption ?? ""}>
        Staffed beds and closures by unit
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Unit</Table.Th>
          <Table.Th scope="col">Staffed</Table.Th>
          <Table.Th scope="col">Closed</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {units.map((unit) => {
          const { unitId, name, staffedBeds, licensedBeds } = unit;
          const beds = staffed.get(unitId);
          const isClosed = closedUnitIds.has(unitId);
          return (
            <Table.Tr key={unitId}>
              <Table.Th scope="row">
                {name}
                <small>
                  {staffedBeds} planned of {licensedBeds}
                </small>
              </Table.Th>
              <Table.Td>
                <NumberInput
                  aria-label={`Staffed beds of ${name}`}
                  value={beds ?? staffedBeds}
                  onChange={(typed) =>
                    dispatch({
                      type: "staffed",
                      unit,
                      beds: typed === "" ? undefined : Number(typed),
                    })
                  }
                  min={0}
                  max={licensedBeds}
                  allowDecimal={false}
                  allowNegative={false}
                  clampBehavior="strict"
                  disabled={isClosed}
                  data-changed={beds !== undefined || undefined}
                  size="xs"
                  w={72}
                />
              </Table.Td>
              <Table.Td>
                <Checkbox
                  aria-label={`Close ${name}`}
                  checked={isClosed}
                  onChange={({ currentTarget }) =>
                    dispatch({ type: "closed", unitId, isClosed: currentTarget.checked })
                  }
                />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
});
