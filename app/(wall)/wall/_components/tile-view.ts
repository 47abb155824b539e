import { isUnanswered, type OccupiedWallBed, type WallAlert } from "#models/realtime/wall";
import { formatAge } from "@/_components/live/age";
import { PRIORITY_MARKS } from "@/_components/live/alert-view";
import { BAND_WORDS, type ScoreBand, scoreBand } from "@/_components/live/bed-view";
import { formatRiskLevel } from "#models/deterioration/risk-words";

/** One bed as a tile shows it and as it is read aloud. */
export interface TileView {
  score: string;
  band: ScoreBand;
  /** Band and risk, or that there is no signal to rely on. */
  words: string;
  isStale: boolean;
  /** A sensor is off: the score may be of what it gave before, and nothing here reassures. */
  isPartlyUnseen: boolean;
  isAboveAlertLevel: boolean;
  alert: TileAlert | undefined;
  spoken: string;
}

export interface TileAlert {
  priority: WallAlert["priority"];
  isUnanswered: boolean;
  /** `***`: IEC 60601-1-8. */
  mark: string;
  /** "High 4 min", "Medium, in hand". */
  text: string;
}

/** `now`: epoch milliseconds on the server's clock. */
export function viewTile(bed: OccupiedWallBed, now: number): TileView {
  const band = bandOf(bed);
  const signal = describeSignal(bed, now);
  const alert = bed.alert ? viewAlert(bed.alert, now) : undefined;
  const score = bed.score ? String(bed.score.score) : "–";
  const risk = describeRisk(bed);
  return {
    score,
    band,
    words: signal ?? describeState(bed, band),
    isStale: signal !== undefined,
    isPartlyUnseen: bed.isPartlyUnseen,
    isAboveAlertLevel: isAboveLevel(bed),
    alert,
    spoken: [
      `Bed ${bed.label}`,
      `NEWS2 ${bed.score ? score : "unknown"}, ${BAND_WORDS[band]}`,
      bed.risk ? `risk ${risk} the alert level` : "risk not predicted",
      bed.isPartlyUnseen && "a sensor is off",
      signal,
      alert && `${alert.text} priority alert, ${SPOKEN_PHASES[bed.alert?.phase ?? "raised"]}`,
    ]
      .filter(Boolean)
      .join(". "),
  };
}

/** Of somebody who is not seen whole, a low score does not reassure. */
function bandOf({ score, isPartlyUnseen }: OccupiedWallBed): ScoreBand {
  const band = scoreBand(score ?? undefined);
  return isPartlyUnseen && (band === "zero" || band === "low") ? "incomplete" : band;
}

/** With a sensor off, that comes first, and after it only what is alarming all the same. */
function describeState(bed: OccupiedWallBed, band: ScoreBand): string {
  const risk = describeRisk(bed);
  if (!bed.isPartlyUnseen) return [BAND_WORDS[band], risk].filter(Boolean).join(" · ");
  const isAlarming = band !== "incomplete" && band !== "unknown";
  return ["Sensor off", isAlarming && BAND_WORDS[band], isAboveLevel(bed) && risk]
    .filter(Boolean)
    .join(" · ");
}

const isAboveLevel = ({ risk }: OccupiedWallBed): boolean => (risk?.level ?? 0) >= 1;

/** Words that say there is nothing current to rely on; undefined when there is. */
function describeSignal({ signal, lastHeardAt }: OccupiedWallBed, now: number): string | undefined {
  if (signal === "live") return undefined;
  return signal === "never" || lastHeardAt === null
    ? "No signal"
    : `No signal ${formatAge(now - lastHeardAt)}`;
}

/** A question mark: the model does not know signs like these, or a sensor may be at fault. */
const describeRisk = ({ risk }: OccupiedWallBed): string =>
  risk ? `${formatRiskLevel({ risk: risk.level, threshold: 1 })}${risk.isDoubtful ? "?" : ""}` : "";

const SHOWN_PHASES = { acknowledged: "seen", "in-hand": "in hand", snoozed: "snoozed" } as const;
const SPOKEN_PHASES = { raised: "unanswered", ...SHOWN_PHASES } as const;

function viewAlert(alert: WallAlert, now: number): TileAlert {
  const { mark, words } = PRIORITY_MARKS[alert.priority];
  const text =
    alert.phase === "raised"
      ? `${words} ${formatAge(now - alert.askedAt)}${alert.isEscalated ? " ↑" : ""}`
      : `${words}, ${SHOWN_PHASES[alert.phase]}`;
  return { priority: alert.priority, isUnanswered: isUnanswered(alert), mark, text };
}
