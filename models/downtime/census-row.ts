import { phaseInWords, PRIORITY_WORDS, reasonInWords } from "../alerts/alert-words";
import { worstFirst } from "../alerts/priority";
import { technicalInWords } from "../alerts/technical-words";
import { formatRisk, formatRiskLevel } from "../deterioration/risk-words";
import type { BedState, Occupant, UnitSnapshot } from "../realtime/board";
import { dayOrClock, duration, type TimeFormat } from "../shared/time-format";
import { scoreInWords } from "../vitals/score-words";
import { type SignTile, viewSigns } from "../vitals/sign-tile";
import { CONSCIOUSNESS_LEVELS } from "../vitals/vital-sign";

/** A value with the instant it is of, by the hospital's clock, and how old that was. */
export interface DatedValue {
  /** Undefined when it is not known. */
  text: string | undefined;
  note?: string | undefined;
  asOf?: { clock: string; age: string } | undefined;
}

export interface CensusRow {
  bed: string;
  name: string;
  /** Record number, age and sex, since when, the oxygen scale and the acuity. */
  facts: readonly string[];
  score: DatedValue;
  risk: DatedValue;
  /** In the order of `SIGN_TITLES`. */
  signs: readonly DatedValue[];
  alerts: readonly string[];
  /** What keeps the bed from being seen whole; undefined when nothing does. */
  technical: string | undefined;
}

export const SIGN_TITLES = [
  "HR /min",
  "BP mmHg",
  "RR /min",
  "SpO₂ %",
  "T °C",
  "O₂",
  "ACVPU",
] as const;

const SEXES = { female: "female", male: "male", other: "other", unknown: "sex not known" } as const;

type Alerts = UnitSnapshot["alerts"];

interface Page {
  madeAt: number;
  time: TimeFormat;
  medicalRecord: string | null | undefined;
}

/** One bed for paper; undefined for a free one. */
export function censusRow(bed: BedState, alerts: Alerts, page: Page): CensusRow | undefined {
  const { occupant } = bed;
  if (!occupant) return undefined;
  const asOf = datedBy(bed, page);
  return {
    bed: bed.label,
    name: occupant.name ?? "Name unreadable",
    facts: [...factsOf(occupant, page), acuityInWords(bed)],
    score: scoreOf(bed, occupant, asOf),
    risk: bed.risk
      ? {
          text: formatRiskLevel(bed.risk),
          note: formatRisk(bed.risk.risk),
          asOf: asOf(bed.risk.predictedAt),
        }
      : { text: undefined },
    signs: signsOf(bed, occupant, asOf),
    alerts: alerts
      .filter(({ encounterId }) => encounterId === occupant.encounterId)
      .sort((one, other) => worstFirst(one.priority, other.priority))
      .map((alert) => alertInWords(alert, page)),
    technical: technicalInWords(bed.technical, page.madeAt, page.time),
  };
}

type AsOf = (observedAt: number) => DatedValue["asOf"];

/** Signs are dated by the clock of the bed's feed, paper by the hospital's. */
const datedBy =
  ({ feedOffsetMs }: BedState, { madeAt, time }: Page): AsOf =>
  (observedAt) => {
    const ageMs = Math.max(0, madeAt + feedOffsetMs - observedAt);
    return { clock: dayOrClock(madeAt - ageMs, madeAt, time), age: duration(ageMs / 1_000) };
  };

function factsOf(occupant: Occupant, { medicalRecord, madeAt, time }: Page): string[] {
  const { age, sex, admittedAt, oxygenScale } = occupant;
  const [number] = medicalRecord?.split("^", 1) ?? [];
  return [
    number ? `No. ${number}` : "Record number unreadable",
    `${age === undefined ? "age not known" : `${age} y`}, ${SEXES[sex]}`,
    `in since ${dayOrClock(admittedAt, madeAt, time)}`,
    ...(oxygenScale === 2 ? ["SpO₂ scale 2"] : []),
  ];
}

const acuityInWords = ({ acuity }: BedState): string =>
  `acuity ${acuity?.acuityClass ?? "not known"}${acuity?.override ? ", set by hand" : ""}`;

function scoreOf({ score }: BedState, { age }: Occupant, asOf: AsOf): DatedValue {
  const { total, note } = scoreInWords(score, age);
  return { text: total, note, ...(total && score && { asOf: asOf(score.assessedAt) }) };
}

function signsOf({ signs }: BedState, { oxygenScale }: Occupant, asOf: AsOf): DatedValue[] {
  const tiles = viewSigns(signs, oxygenScale).map((tile) =>
    tile.observedAt === undefined
      ? { text: undefined }
      : { text: tileInWords(tile), asOf: asOf(tile.observedAt) },
  );
  const { consciousness } = signs;
  const level = consciousness && CONSCIOUSNESS_LEVELS[consciousness.value];
  return [
    ...tiles,
    level && consciousness
      ? { text: level, asOf: asOf(consciousness.observedAt) }
      : { text: undefined },
  ];
}

/** What the column's title leaves open, and where it is outside the range that scores 0. */
function tileInWords({ key, label, text, unit, deviation }: SignTile): string {
  const value = label === "MAP" ? `MAP ${text}` : text;
  const mark = deviation === "high" ? "▲" : "▼";
  return `${value}${key === "oxygen" && unit ? ` ${unit}` : ""}${deviation ? ` ${mark}` : ""}`;
}

function alertInWords(alert: Alerts[number], { madeAt, time }: Page): string {
  const raised = dayOrClock(Date.parse(alert.raisedAt), madeAt, time);
  return `${PRIORITY_WORDS[alert.priority]}: ${reasonInWords(alert.reason)}, since ${raised}, ${phaseInWords(alert, time)}`;
}
