"use client";

import { Checkbox, NumberInput, Table } from "@mantine/core";
import type { UnitId } from "#models/shared/ids";
import type { PlannedUnit, ScenarioDraft } from "../scenario-draft";
import classes from "./unit-levers.module.css";

interface Props {
  units: readonly PlannedUnit[];
  draft: ScenarioDraft;
  onStaff: (unit: PlannedUnit, beds: number | undefined) => void;
  onClose: (unitId: UnitId, isClosed: boolean) => void;
}

/** What may be otherwise in one unit: its staffed beds, or that it is closed. */
export const UnitLevers = ({ units, draft, onStaff, onClose }: Readonly<Props>) => (
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
        const beds = draft.staffedBeds.get(unitId);
        const isClosed = draft.closedUnitIds.has(unitId);
        return (
          <Table.Tr key={unitId}>
            <Table.Th scope="row">
              {name}
              <small>
                {staffedBeds} planned, {licensedBeds} licensed
              </small>
            </Table.Th>
            <Table.Td>
              <NumberInput
                aria-label={`Staffed beds of ${name}`}
                value={beds ?? staffedBeds}
                onChange={(typed) => onStaff(unit, typed === "" ? undefined : Number(typed))}
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
                onChange={({ currentTarget }) => onClose(unitId, currentTarget.checked)}
              />
            </Table.Td>
          </Table.Tr>
        );
      })}
    </Table.Tbody>
  </Table>
);
