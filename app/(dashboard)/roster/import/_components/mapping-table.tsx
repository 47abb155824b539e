"use client";

import { Select } from "@mantine/core";
import { IMPORT_PLANS, type ImportKind } from "#models/scheduling-import/import-kind";
import type { ImportPreview } from "../import-request";
import classes from "./import-wizard.module.css";

interface Props {
  kind: ImportKind;
  preview: ImportPreview;
  isBusy: boolean;
  onMap: (mapping: ImportPreview["mapping"]) => void;
}

/** Which column is which field, with what its first lines hold. */
export function MappingTable({ kind, preview, isBusy, onMap }: Readonly<Props>) {
  const { columns, sample, mapping } = preview;
  const options = columns.map((name, at) => ({
    value: String(at),
    label: name === "" ? `Column ${at + 1}` : name,
  }));
  return (
    <>
      <h3 className={classes.heading}>Columns</h3>
      <div className={classes.mapping}>
        {IMPORT_PLANS[kind].fields.map(({ fieldId, title, isRequired, holds }) => {
          const column = mapping[fieldId] ?? null;
          const cells = column === null ? [] : sample.map((row) => row[column] ?? "");
          return (
            <div key={fieldId}>
              <Select
                label={title}
                description={holds}
                // Beneath, so that fields in a line stay in line whatever their descriptions take.
                inputWrapperOrder={["label", "input", "error", "description"]}
                withAsterisk={isRequired}
                error={isRequired && column === null ? "Choose its column." : undefined}
                data={options}
                value={column === null ? null : String(column)}
                placeholder="Not in the file"
                clearable={!isRequired}
                allowDeselect={!isRequired}
                disabled={isBusy}
                onChange={(value) =>
                  onMap({ ...mapping, [fieldId]: value === null ? null : Number(value) })
                }
              />
              <p className={classes.sample}>{cells.filter((cell) => cell !== "").join(" · ")}</p>
            </div>
          );
        })}
      </div>
    </>
  );
}
