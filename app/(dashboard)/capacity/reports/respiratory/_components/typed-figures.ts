import { z } from "zod";
import { REPORT_FIELDS, ReportField, ReportValues } from "#models/respiratory-report/report-fields";

/** As typed: an empty field is not entered. */
const TypedFigures = z.record(ReportField, z.number().or(z.string()));
export type TypedFigures = z.infer<typeof TypedFigures>;

export const typedFigures = (figures: ReportValues): TypedFigures =>
  TypedFigures.parse(
    Object.fromEntries(REPORT_FIELDS.map(({ field }) => [field, figures[field] ?? ""])),
  );

/** Undefined while something that was typed is no whole number of at most four digits. */
export const enteredFigures = (typed: TypedFigures): ReportValues | undefined =>
  ReportValues.safeParse(
    Object.fromEntries(
      REPORT_FIELDS.map(({ field }) => [field, typed[field] === "" ? null : typed[field]]),
    ),
  ).data;
