import type { LiveRisk } from "../realtime/board";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import type { AssessedPatient } from "./alert-finding";

/** A score as it was stored; `at` is epoch milliseconds on the feed's clock. */
export interface PastScore {
  at: number;
  score: number;
  hasRedScore: boolean;
  inputsPresent: number;
}

export interface PastRisk {
  at: number;
  risk: number;
  threshold: number;
  modelVersion: string;
}

/** As the live system looks for the score of an hour ago. */
const NEAREST_PAST_MS = 30 * MS_PER_MINUTE;
const FARTHEST_PAST_MS = 2 * MS_PER_HOUR;

/**
 * Stored scores and risks of one patient as assessments, in the order of their instants. Each is assessed by
 * itself: a risk and a score of the same instant need not be together, for causes are reviewed apart. Signs are
 * not among what is stored with an assessment: limits of single signs cannot be tried.
 */
export function pastAssessments(
  scores: readonly PastScore[],
  risks: readonly PastRisk[],
): AssessedPatient[] {
  const scored = scores.map((past, index): Timed => ({
    at: past.at,
    assessed: {
      score: {
        score: past.score,
        hasRedScore: past.hasRedScore,
        inputsPresent: past.inputsPresent,
        oldestInputSeconds: undefined,
        previousScore: anHourBefore(scores, index),
        assessedAt: past.at,
      },
      risk: undefined,
      signs: noSigns,
    },
  }));
  const predicted = risks.map((past): Timed => ({
    at: past.at,
    assessed: { score: undefined, risk: liveRisk(past), signs: noSigns },
  }));
  return [...scored, ...predicted].sort((one, other) => one.at - other.at).map(assessedOf);
}

interface Timed {
  at: number;
  assessed: AssessedPatient;
}
const assessedOf = ({ assessed }: Timed): AssessedPatient => assessed;
const noSigns = () => ({});

const liveRisk = ({ risk, threshold, modelVersion, at }: PastRisk): LiveRisk => ({
  risk,
  threshold,
  modelVersion,
  previousRisk: undefined,
  contributions: [],
  predictedAt: at,
});

/** The score nearest to an hour before; undefined when there is none between half an hour and two. */
function anHourBefore(scores: readonly PastScore[], index: number): number | undefined {
  const at = scores[index]?.at ?? NaN;
  let nearest: PastScore | undefined;
  for (let before = index - 1; before >= 0; before -= 1) {
    const past = scores[before];
    if (!past || at - past.at > FARTHEST_PAST_MS) break;
    if (at - past.at < NEAREST_PAST_MS) continue;
    if (nearest && Math.abs(at - past.at - MS_PER_HOUR) > Math.abs(at - nearest.at - MS_PER_HOUR))
      break;
    nearest = past;
  }
  return nearest?.score;
}
