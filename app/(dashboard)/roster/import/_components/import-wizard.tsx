"use client";

import { Button, Checkbox, FileInput, Group, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import type { RosterId } from "#models/rostering/roster-ids";
import {
  DATE_ORDERS,
  DateOrder,
  IMPORT_PLANS,
  ImportKind,
} from "#models/scheduling-import/import-kind";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { useAction } from "@/_components/ui/use-action";
import { carryOutImport, previewImport } from "../actions";
import { type ImportPreview, type ImportRequest, MOST_CHARACTERS } from "../import-request";
import { FaultList } from "./fault-list";
import classes from "./import-wizard.module.css";
import { MappingTable } from "./mapping-table";

interface Props {
  rosters: readonly { rosterId: RosterId; name: string; startsOn: string }[];
}

interface Chosen {
  name: string;
  csv: string;
}

const TITLES = ImportKind.options.map((value) => ({ value, label: IMPORT_PLANS[value].title }));
const ORDERS = DateOrder.options.map((value) => ({
  value,
  label: `${DATE_ORDERS[value].title}: ${DATE_ORDERS[value].example}`,
}));

/** A file, its columns, its faults, and then the import: each step shows once the one before is answered. */
export function ImportWizard({ rosters }: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const [kind, setKind] = useState<ImportKind>("staff");
  const [rosterId, setRosterId] = useState<RosterId | null>(rosters[0]?.rosterId ?? null);
  const [file, setFile] = useState<Chosen>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [problem, setProblem] = useState<string>();
  const [leavesOutFaults, setLeavesOutFaults] = useState(false);

  const forget = () => {
    setFile(undefined);
    setPreview(undefined);
    setProblem(undefined);
    setLeavesOutFaults(false);
  };

  async function look(request: ImportRequest): Promise<void> {
    setProblem(undefined);
    const answer = await previewImport(request).catch(() => undefined);
    if (!answer) return setProblem("The system did not answer. Try again in a moment.");
    if (!answer.ok) {
      setPreview(undefined);
      return setProblem(answer.error.message);
    }
    setPreview(answer.value);
  }

  const requestOf = (csv: string): ImportRequest => ({
    ...{ kind, csv },
    ...(kind === "shifts" && rosterId && { rosterId }),
  });

  async function choose(chosen: File | null): Promise<void> {
    forget();
    if (!chosen) return;
    const csv = await textOf(chosen);
    if (csv.length > MOST_CHARACTERS)
      return setProblem("The file is too large. Divide it into files of some thousand lines.");
    setFile({ name: chosen.name, csv });
    await look(requestOf(csv));
  }

  const again = (change: Partial<Pick<ImportRequest, "mapping" | "dateOrder">>) =>
    file &&
    preview &&
    void look({
      ...requestOf(file.csv),
      mapping: preview.mapping,
      ...(preview.dateOrder && { dateOrder: preview.dateOrder }),
      ...change,
    });

  async function carryOut(): Promise<void> {
    if (!file || !preview?.dateOrder) return;
    const { mapping, dateOrder } = preview;
    const done = await run(() =>
      carryOutImport({ ...requestOf(file.csv), mapping, dateOrder, leavesOutFaults }),
    );
    if (!done) return;
    const { read, changed } = done.value;
    notifications.show({
      title: `${IMPORT_PLANS[kind].title} read`,
      message: `${read} ${read === 1 ? "line" : "lines"} read, ${changed} of them new or changed.`,
    });
    forget();
  }

  const isReady =
    preview !== undefined &&
    preview.dateOrder !== null &&
    preview.missing.length === 0 &&
    preview.readable > 0 &&
    (preview.faultyLines === 0 || leavesOutFaults);

  return (
    <div className={classes.wizard}>
      <div className={classes.choices}>
        <Select
          label="What the file holds"
          data={TITLES}
          value={kind}
          allowDeselect={false}
          onChange={(value) => {
            setKind(ImportKind.parse(value));
            forget();
          }}
        />
        {kind === "shifts" && (
          <Select
            label="Roster"
            placeholder={rosters.length === 0 ? "There is none yet" : "Choose one"}
            data={rosters.map(({ rosterId: value, name, startsOn }) => ({
              value,
              label: `${name}, from ${startsOn}`,
            }))}
            value={rosterId}
            allowDeselect={false}
            onChange={(value) => {
              setRosterId(rosters.find((each) => each.rosterId === value)?.rosterId ?? null);
              forget();
            }}
          />
        )}
        <FileInput
          label="File"
          placeholder="Choose a CSV file"
          accept=".csv,.txt,text/csv"
          clearable
          leftSection={<IconFileImport size={18} aria-hidden />}
          disabled={kind === "shifts" && rosterId === null}
          onChange={(chosen) => void choose(chosen)}
          key={`${kind} ${rosterId ?? ""} ${file ? "" : "empty"}`}
          {...(file && { placeholder: file.name })}
        />
      </div>
      <p className={classes.about}>{IMPORT_PLANS[kind].about}</p>
      <ProblemAlert problem={problem} />

      {preview && (
        <>
          <MappingTable
            kind={kind}
            preview={preview}
            isBusy={isBusy}
            onMap={(mapping) => again({ mapping })}
          />
          {preview.hasDates && (
            <Select
              className={classes.order}
              label="How dates are written"
              description={
                preview.dateOrder === null
                  ? "The file’s dates can be read in two ways. Say which is meant."
                  : undefined
              }
              data={ORDERS}
              value={preview.dateOrder}
              allowDeselect={false}
              onChange={(value) => again({ dateOrder: DateOrder.parse(value) })}
            />
          )}
          <FaultList preview={preview} />
          {preview.faultyLines > 0 && preview.readable > 0 && (
            <Checkbox
              label={`Leave out the ${preview.faultyLines} with faults and read the other ${preview.readable}`}
              checked={leavesOutFaults}
              onChange={(event) => setLeavesOutFaults(event.currentTarget.checked)}
            />
          )}
          <Group mt="md">
            <Button disabled={!isReady} loading={isBusy} onClick={() => void carryOut()}>
              Read {preview.readable} {preview.readable === 1 ? "line" : "lines"}
            </Button>
            <Button variant="default" onClick={forget}>
              Cancel
            </Button>
          </Group>
        </>
      )}
    </div>
  );
}

/** Spreadsheets still write the code page of the last century; what is not UTF-8 is read as that. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
