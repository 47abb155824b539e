import type { LaboratoryPair } from "#db/trends";
import { displayUnit } from "#models/vitals/display-unit";
import {
  findLaboratoryTestKind,
  LABORATORY_TESTS,
  type LaboratoryTestKind,
} from "#models/vitals/laboratory-test";

export interface LaboratoryRow {
  kind: LaboratoryTestKind;
  name: string;
  unit: string;
  latest: string;
  previous: string | undefined;
  observedAt: number;
  direction: "↑" | "↓" | "";
}

export const viewLaboratory = (pairs: readonly LaboratoryPair[]): readonly LaboratoryRow[] =>
  pairs
    .flatMap((pair) => {
      const kind = findLaboratoryTestKind(pair.kind);
      return kind ? [viewPair(kind, pair)] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en"));

function viewPair(kind: LaboratoryTestKind, pair: LaboratoryPair): LaboratoryRow {
  const latest = formatResult(pair.value);
  const previous = pair.previousValue === null ? undefined : formatResult(pair.previousValue);
  return {
    kind,
    name: NAMES[kind] ?? inWords(kind),
    unit: displayUnit(LABORATORY_TESTS[kind].ucum),
    latest,
    previous,
    observedAt: pair.observedAt,
    direction: directionOf(pair),
  };
}

function directionOf({ value, previousValue }: LaboratoryPair): LaboratoryRow["direction"] {
  if (previousValue === null || formatResult(value) === formatResult(previousValue)) return "";
  return value > previousValue ? "↑" : "↓";
}

/** Three significant figures, as analysers report; whole numbers stay whole. */
const formatResult = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

const NAMES: Partial<Record<LaboratoryTestKind, string>> = {
  arterialPh: "Arterial pH",
  arterialCarbonDioxide: "Arterial CO₂",
  arterialOxygenSaturation: "Arterial saturation",
  aspartateAminotransferase: "AST",
  partialThromboplastinTime: "PTT",
  troponinI: "Troponin I",
};

/** "totalBilirubin" as "Total bilirubin". */
function inWords(kind: string): string {
  const words = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
