/** HL7 spellings of a unit, lower case, to UCUM. UCUM itself is case-sensitive and looked up first. */
const SPELLINGS: Readonly<Record<string, string>> = {
  bpm: "/min",
  "beats/min": "/min",
  "{beats}/min": "/min",
  "{beat}/min": "/min",
  "breaths/min": "/min",
  "{breaths}/min": "/min",
  "{breath}/min": "/min",
  brpm: "/min",
  rpm: "/min",
  "1/min": "/min",
  "min-1": "/min",
  "/min": "/min",
  "%": "%",
  percent: "%",
  pct: "%",
  "%{vol}": "%",
  "1": "1",
  fraction: "1",
  cel: "Cel",
  c: "Cel",
  degc: "Cel",
  "deg c": "Cel",
  "°c": "Cel",
  "[degf]": "[degF]",
  degf: "[degF]",
  "deg f": "[degF]",
  f: "[degF]",
  "°f": "[degF]",
  "mm[hg]": "mm[Hg]",
  mmhg: "mm[Hg]",
  "mm hg": "mm[Hg]",
  kpa: "kPa",
  "l/min": "L/min",
  lpm: "L/min",
  "l/m": "L/min",
  "ml/min": "mL/min",
  "{acvpu}": "{ACVPU}",
  "mmol/l": "mmol/L",
  "meq/l": "meq/L",
  "[ph]": "[pH]",
  ph: "[pH]",
  "u/l": "U/L",
  "[iu]/l": "U/L",
  "iu/l": "U/L",
  "mg/dl": "mg/dL",
  "mg/l": "mg/L",
  "g/dl": "g/dL",
  "g/l": "g/L",
  "ng/ml": "ng/mL",
  "ug/l": "ug/L",
  "ng/l": "ng/L",
  s: "s",
  sec: "s",
  "10*3/ul": "10*3/uL",
  "10^3/ul": "10*3/uL",
  "10*3/mm3": "10*3/uL",
  "k/ul": "10*3/uL",
  "10*9/l": "10*3/uL", // the same number, by definition of the litre
  "10^9/l": "10*3/uL",
};

/** MDC_DIM_* of ISO/IEEE 11073-10101: the context-free code and the reference id. */
const MDC_DIMENSIONS: readonly (readonly [code: string, referenceId: string, ucum: string])[] = [
  ["262688", "MDC_DIM_PERCENT", "%"],
  ["262656", "MDC_DIM_DIMLESS", "1"],
  ["264864", "MDC_DIM_BEAT_PER_MIN", "/min"],
  ["264896", "MDC_DIM_PULS_PER_MIN", "/min"],
  ["264928", "MDC_DIM_RESP_PER_MIN", "/min"],
  ["264672", "MDC_DIM_PER_MIN", "/min"],
  ["266016", "MDC_DIM_MMHG", "mm[Hg]"],
  ["265987", "MDC_DIM_KILO_PASCAL", "kPa"],
  ["268192", "MDC_DIM_DEGC", "Cel"],
  ["266560", "MDC_DIM_FAHR", "[degF]"],
  ["265216", "MDC_DIM_X_L_PER_MIN", "L/min"],
  ["265234", "MDC_DIM_MILLI_L_PER_MIN", "mL/min"],
];

const ucumOfSpelling = new Map<string, string>([
  ...Object.entries(SPELLINGS),
  ...MDC_DIMENSIONS.flatMap(([code, referenceId, ucum]): [string, string][] => [
    [code, ucum],
    [referenceId.toLowerCase(), ucum],
  ]),
]);

/** Most messages repeat the same few spellings; the map is bounded so that a flood cannot grow it. */
const seen = new Map<string, string | undefined>();

/** The UCUM unit that a message means, or undefined for one we do not know. */
export function findUcum(spelling: string): string | undefined {
  if (seen.has(spelling)) return seen.get(spelling);
  const ucum = ucumOfSpelling.get(spelling.trim().toLowerCase());
  if (seen.size < 1_000) seen.set(spelling, ucum);
  return ucum;
}

/** mmHg by its definition, 133.322387415 Pa (conventional millimetre of mercury, UCUM `m[Hg]`). */
const MMHG_PER_KPA = 1_000 / 133.322387415;

const EXACT: Readonly<Record<string, (value: number) => number>> = {
  "[degF]>Cel": (value) => ((value - 32) * 5) / 9,
  "kPa>mm[Hg]": (value) => value * MMHG_PER_KPA,
  "1>%": (value) => value * 100,
  "1>[pH]": (value) => value,
  "mL/min>L/min": (value) => value / 1_000,
  "g/L>g/dL": (value) => value / 10,
  "mg/L>mg/dL": (value) => value / 10,
  "g/L>mg/dL": (value) => value * 100,
  "g/dL>mg/dL": (value) => value * 1_000,
  "ug/L>ng/mL": (value) => value,
  "ng/L>ng/mL": (value) => value / 1_000,
};

/** Ions of charge one: a milliequivalent is a millimole. Nothing else may be read so. */
const MONOVALENT = new Set(["2823-3", "2075-0", "1963-8", "1925-7"]);

/**
 * The value in the unit we chart, or undefined when no exact conversion exists. Conversions that
 * depend on the substance (mg/dL to mmol/L) are refused: a wrong molar mass would pass unseen.
 */
export function convertUnit(
  value: number,
  from: string,
  kind: { ucum: string; loinc: string },
): number | undefined {
  if (from === kind.ucum) return value;
  if (from === "meq/L" && kind.ucum === "mmol/L" && MONOVALENT.has(kind.loinc)) return value;
  return EXACT[`${from}>${kind.ucum}`]?.(value);
}
