import type { AssessedPatient } from "#models/alerts/alert-finding";
import { LABEL_LEAD_HOURS } from "#models/deterioration/utility";
import { CHARTED_SIGNS, VARIABLES } from "#models/deterioration/variables";
import type { LiveRisk, LiveScore, LiveSigns } from "#models/realtime/board";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { isTooYoungToScore, scoreEarlyWarning } from "#models/vitals/early-warning-score";
import { findVitalSignKind, type VitalSignKind } from "#models/vitals/vital-sign";
import { MEASURED_COLUMNS } from "../physionet/columns";
import type { Hospital, IcuPatient } from "../physionet/read-patients";
import { RECENT_HOURS, SIGNS_FOR_A_RISK } from "../scoring/assess";
import { requireMethod, type HourlyScorer } from "./hourly-scorer";
import { scorePatients } from "./score-patients";
import type { SurveyedPatient } from "./survey-records";

/** A recorded stay, hour by hour as the live system would have assessed it. */
export interface ReplayablePatient {
  patientId: string;
  hospital: Hospital;
  from: number;
  to: number;
  /** Onset of sepsis; undefined for a patient who never becomes septic. */
  eventAt: number | undefined;
  assessments: readonly AssessedPatient[];
}

export interface ModelToReplay {
  scorer: HourlyScorer;
  version: string;
  threshold: number;
}

/** Reads and scores the chosen patients; memory grows with their hours, and by little: no features are kept. */
export async function replayablePatients(
  dir: string,
  {
    chosen,
    model,
    onProgress,
  }: {
    chosen: readonly SurveyedPatient[];
    model: ModelToReplay;
    onProgress?: (done: number, of: number) => void;
  },
): Promise<ReplayablePatient[]> {
  const found: ReplayablePatient[] = [];
  await scorePatients(dir, {
    chosen,
    scorers: new Map([["model", model.scorer]]),
    onChunk: (chunk, scores) => {
      const risks = requireMethod(scores, "model");
      for (const [index, { firstRow }] of chunk.table.patients.entries()) {
        const patient = chunk.patients[index];
        if (patient) found.push(asAssessed(patient, risks.subarray(firstRow), model));
      }
      return Promise.resolve();
    },
    ...(onProgress && { onProgress }),
  });
  return found;
}

/** What is a sign of those that are measured; the others are laboratory tests, which only the model reads. */
const SIGN_COLUMNS = MEASURED_COLUMNS.flatMap(({ id, min, max }, column) => {
  const kind = findVitalSignKind(id);
  return kind ? [{ kind, column, min, max }] : [];
});

function asAssessed(
  { patientId, hospital, age, hours }: IcuPatient,
  risks: Float32Array,
  model: ModelToReplay,
): ReplayablePatient {
  const first = (hours[0]?.iculos ?? 0) * MS_PER_HOUR;
  const firstLabelled = hours.find(({ sepsisLabel }) => sepsisLabel === 1)?.iculos;
  const patient = {
    ...{ patientId, hospital, from: first, to: first + hours.length * MS_PER_HOUR },
    eventAt:
      firstLabelled === undefined ? undefined : (firstLabelled + LABEL_LEAD_HOURS) * MS_PER_HOUR,
  };
  // Neither NEWS2 nor the model is for a child.
  if (isTooYoungToScore(age)) return { ...patient, assessments: [] };

  const assessments: AssessedPatient[] = [];
  let signs: LiveSigns = {};
  let before: { score: number | undefined; risk: number | undefined } | undefined;
  for (const [row, { iculos, values }] of hours.entries()) {
    const at = iculos * MS_PER_HOUR;
    signs = { ...signs };
    for (const { column, kind, min, max } of SIGN_COLUMNS) {
      const value = values[column] ?? NaN;
      if (value >= min && value <= max) signs[kind] = { value, observedAt: at };
    }
    const score = liveScore(signs, at, before?.score);
    const risk = hasSignsForARisk(signs, at)
      ? liveRisk(risks[row] ?? NaN, at, before?.risk, model)
      : undefined;
    const charted = signs;
    assessments.push({ score, risk, signs: () => charted });
    before = { score: score?.score, risk: risk?.risk };
  }
  return { ...patient, assessments };
}

function liveScore(
  signs: LiveSigns,
  at: number,
  previousScore: number | undefined,
): LiveScore | undefined {
  const scored = scoreEarlyWarning(signs, { at, oxygenScale: 1 });
  return (
    scored && {
      score: scored.total,
      hasRedScore: scored.hasRedScore,
      inputsPresent: scored.inputsPresent,
      oldestInputSeconds: scored.oldestInputSeconds,
      previousScore,
      assessedAt: at,
    }
  );
}

const CHARTED: readonly VitalSignKind[] = VARIABLES.slice(0, CHARTED_SIGNS).flatMap(
  ({ id }) => findVitalSignKind(id) ?? [],
);

/** As live: from fewer recent signs no risk is told. */
const hasSignsForARisk = (signs: LiveSigns, at: number): boolean =>
  CHARTED.filter((kind) => {
    const sign = signs[kind];
    return sign !== undefined && at - sign.observedAt <= RECENT_HOURS * MS_PER_HOUR;
  }).length >= SIGNS_FOR_A_RISK;

const liveRisk = (
  risk: number,
  at: number,
  previousRisk: number | undefined,
  { version, threshold }: ModelToReplay,
): LiveRisk => ({
  risk,
  threshold,
  previousRisk,
  modelVersion: version,
  contributions: [],
  predictedAt: at,
});
