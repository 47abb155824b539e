"use client";

import { NumberInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReportFinding } from "#models/respiratory-report/check-report";
import {
  AGE_BAND_LIST,
  AGE_BANDS,
  AGE_GROUP_LIST,
  BED_FIGURE_LIST,
  BED_FIGURES,
  GROUP_LIST,
  GROUPS,
  INTENSIVE_FLU_FIELD,
  type ReportField,
  VIRUS_LIST,
  VIRUSES,
} from "#models/respiratory-report/report-fields";
import type { TypedFigures } from "./typed-figures";
import classes from "./report-form.module.css";

interface Props {
  form: UseFormReturnType<TypedFigures>;
  counted: Readonly<Partial<Record<ReportField, number>>>;
  isMadeUp: boolean;
  findings: readonly ReportFinding[];
  isEditable: boolean;
}

interface Figure {
  field: ReportField;
  label: string;
}

interface FigureGroup {
  title: string;
  figures: readonly Figure[];
}

const BEDS: readonly FigureGroup[] = BED_FIGURE_LIST.map((figure) => ({
  title: BED_FIGURES[figure],
  figures: GROUP_LIST.map((group) => ({ field: `${figure}_${group}`, label: GROUPS[group] })),
}));

const PATIENTS: readonly FigureGroup[] = VIRUS_LIST.map((virus) => ({
  title: VIRUSES[virus],
  figures: (["hospitalised", "icu"] as const).flatMap((place) =>
    AGE_GROUP_LIST.map((group) => ({
      field: `${virus}_${place}_${group}` as const,
      label: `${place === "icu" ? "Intensive" : "Hospitalised"}, ${GROUPS[group].toLowerCase()}`,
    })),
  ),
}));

const ADMISSIONS: readonly FigureGroup[] = VIRUS_LIST.map((virus) => ({
  title: VIRUSES[virus],
  figures: [
    ...AGE_BAND_LIST.map((band) => ({
      field: `${virus}_admissions_${band}` as const,
      label: AGE_BANDS[band],
    })),
    ...(virus === "influenza"
      ? [{ field: INTENSIVE_FLU_FIELD, label: "Of all: to intensive care" } as const]
      : []),
  ],
}));

/** Every figure, in the order of the form. */
export const FigureFields = (props: Readonly<Props>) => (
  <>
    <Part {...props} title="Beds at noon of the Wednesday" groups={BEDS} />
    <Part {...props} title="Patients in hospital at noon of the Wednesday" groups={PATIENTS} />
    <Part {...props} title="New admissions, Sunday to Saturday" groups={ADMISSIONS} />
  </>
);

const Part = ({
  title,
  groups,
  ...props
}: Readonly<Props & { title: string; groups: readonly FigureGroup[] }>) => (
  <section className={classes.part} aria-label={title}>
    <h2 className={classes.title}>{title}</h2>
    {groups.map((group) => (
      <fieldset key={group.title} className={classes.group}>
        <legend className={classes.legend}>{group.title}</legend>
        <div className={classes.figures}>
          {group.figures.map((figure) => (
            <FigureInput key={figure.field} {...props} {...figure} />
          ))}
        </div>
      </fieldset>
    ))}
  </section>
);

function FigureInput({
  form,
  counted,
  isMadeUp,
  findings,
  isEditable,
  field,
  label,
}: Readonly<Props & Figure>) {
  const count = counted[field];
  const value = form.values[field];
  // What is not entered yet is no mistake while one is still typing.
  const isWrong =
    value !== "" &&
    findings.some(({ severity, fields }) => severity === "error" && fields.includes(field));
  return (
    <NumberInput
      label={label}
      description={count !== undefined && `${isMadeUp ? "Made up" : "Counted"}: ${count}`}
      inputWrapperOrder={["label", "input", "description"]}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      readOnly={!isEditable}
      {...form.getInputProps(field)}
      {...(isWrong && { error: true })}
    />
  );
}
