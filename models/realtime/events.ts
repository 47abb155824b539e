import { z } from "zod";
import type { EmergencyAccessNotice } from "../access/emergency-access";
import { type AlertEvent, AlertPriority } from "../alerts/alert";
import type { TechnicalAlarm } from "../alerts/technical-alarm";
import { AlertAnswer } from "../alerts/alert-answer";
import type { AppErrorCode } from "../shared/errors";
import {
  AlertId,
  type EmergencyAccessId,
  EncounterId,
  TechnicalAlarmId,
  UnitId,
  type UserId,
} from "../shared/ids";
import type { ForecastIssued } from "../forecasts/forecast-issue";
import type { IncidentNews } from "../security/incident";
import type { Result } from "../shared/result";
import type { BedActAnswer, BedBoard, BedBoardNews, BedCommand } from "./bed-board";
import type { BedFrame, EncounterSnapshot, SystemStatus, UnitSnapshot } from "./board";
import type { EncounterForecast } from "./encounter-forecast";
import type { EscalationNews } from "./escalation-news";
import type { MyShiftsNews, MyShiftsRequests } from "./my-shifts";
import type { RosterNews, RosterRequests } from "./roster";
import type { SickCallNews, SickCallRequests } from "./sick-calls";
import type { WallNews } from "./wall";
import type { Wire } from "./wire";

/** News. Past tense: it has happened, and it is stored. That of walls is told in their own namespace alone. */
export interface ServerToClientEvents
  extends WallNews, BedBoardNews, RosterNews, MyShiftsNews, SickCallNews {
  /** At most one delta a second for each bed. */
  "beds:changed": (frame: BedFrame) => void;
  /** Every step of every alert of the units watched, in order of `sequence`. */
  "alert:changed": (event: Wire<AlertEvent>) => void;
  "system:changed": (status: SystemStatus) => void;
  /** The rights of this person changed: units no longer listed are no longer sent. */
  "access:changed": (access: { unitIds: readonly UnitId[] }) => void;
  /** The unit has a new alert policy: what a page says of it is to be drawn again. */
  "policy:changed": (change: { unitId: UnitId }) => void;
  /** To whoever may see the hospital's capacity: a newer forecast of this kind is stored. */
  "forecast:issued": (news: ForecastIssued) => void;
  /** At most once a second, as long as the emergency access to this patient lasts. */
  "encounter:changed": (snapshot: EncounterSnapshot) => void;
  /** The emergency access is over: nothing more of the patient is sent, and nothing may stay on screen. */
  "encounter:closed": (end: {
    encounterId: EncounterId;
    emergencyAccessId: EmergencyAccessId;
  }) => void;
  /** To charge nurses of the patient's unit, to reviewers, and to the person's own screens. */
  "emergency-access:began": (notice: Wire<EmergencyAccessNotice>) => void;
  "emergency-access:ended": (notice: Wire<EmergencyAccessNotice>) => void;
  /** For security officers who watch: an incident was opened. */
  "incident:opened": (news: Wire<IncidentNews>) => void;
  /** An incident has more evidence, another owner, a containment, or an end. */
  "incident:changed": (news: Wire<IncidentNews>) => void;
  /** To whoever may see the hospital's capacity: its escalation level, its rules, or what was done at it. */
  "escalation:changed": (news: EscalationNews) => void;
  /** The last word before the server closes the socket. */
  "session:ended": (end: { reason: "signed-out" | "idle" | "expired" | "revoked" }) => void;
}

export type Reply<T> = (answer: Result<T, { code: AppErrorCode; message?: string }>) => void;

/** Requests. Imperative, and every one is answered. */
export interface ClientToServerEvents extends RosterRequests, MyShiftsRequests, SickCallRequests {
  /** Answers with the unit as it stands; the news that follows keeps it current. */
  "unit:watch": (request: UnitWatch, reply: Reply<UnitSnapshot>) => void;
  "unit:leave": (request: UnitLeave, reply: Reply<null>) => void;
  /** For emergency access: answers with that one patient's bed; the news that follows keeps it current. */
  "encounter:watch": (request: EncounterWatch, reply: Reply<EncounterSnapshot>) => void;
  "encounter:leave": (request: EncounterLeave, reply: Reply<null>) => void;
  /** Answers with the next hours of a patient's signs, to whoever watches its unit or, by emergency access, it. */
  "encounter:forecast": (
    request: EncounterForecastRequest,
    reply: Reply<EncounterForecast>,
  ) => void;
  /**
   * The steps after `afterSequence`, so that a client that was away shows each once. As many as
   * `ALERT_STEPS_PER_ANSWER` may not be all: the client asks again from the last.
   */
  "alerts:catch-up": (request: AlertsCatchUp, reply: Reply<Wire<AlertEvent>[]>) => void;
  /** Somebody looks after it. First wins; the same again answers with the first. */
  "technical-alarm:see": (request: TechnicalAlarmSee, reply: Reply<TechnicalAlarm>) => void;
  /** First acknowledgement wins; the same again answers with the first. What cannot be is a conflict. */
  "alert:answer": (request: AnswerAlert, reply: Reply<Wire<AlertEvent>>) => void;
  /** Answers with the open incidents, the worst first; the news that follows keeps them current. */
  "incidents:watch": (
    request: Record<string, never>,
    reply: Reply<readonly Wire<IncidentNews>[]>,
  ) => void;
  /** Answers with every unit's beds; the frames that follow keep them current. For who may read capacity. */
  "bed-board:watch": (request: Record<string, never>, reply: Reply<BedBoard>) => void;
  "bed-board:leave": (request: Record<string, never>, reply: Reply<null>) => void;
  /** First wins: whoever comes second is told who was first, and what to do. */
  "bed:act": (command: BedCommand, reply: (answer: BedActAnswer) => void) => void;
  /** The person is active: moves the idle timeout. Answers with the instants it ends, epoch ms. */
  "session:touch": (
    request: Record<string, never>,
    reply: Reply<{ idleAt: number; expiresAt: number }>,
  ) => void;
}

export const UnitWatch = z.strictObject({ unitId: UnitId });
export type UnitWatch = z.infer<typeof UnitWatch>;

export const UnitLeave = z.strictObject({ unitId: UnitId });
export type UnitLeave = z.infer<typeof UnitLeave>;

export const EncounterWatch = z.strictObject({ encounterId: EncounterId });
export type EncounterWatch = z.infer<typeof EncounterWatch>;

export const EncounterLeave = z.strictObject({ encounterId: EncounterId });
export type EncounterLeave = z.infer<typeof EncounterLeave>;

export const EncounterForecastRequest = z.strictObject({ encounterId: EncounterId });
export type EncounterForecastRequest = z.infer<typeof EncounterForecastRequest>;

export const ALERT_STEPS_PER_ANSWER = 1_000;
export const AlertsCatchUp = z.strictObject({
  unitId: UnitId,
  afterSequence: z.number().int().min(0),
});
export type AlertsCatchUp = z.infer<typeof AlertsCatchUp>;

export const AnswerAlert = z.strictObject({
  alertId: AlertId,
  answer: AlertAnswer,
  /** What the alert's priority was on the screen: what has become worse since is not answered unseen. */
  seen: AlertPriority,
});
export type AnswerAlert = z.infer<typeof AnswerAlert>;

export const TechnicalAlarmSee = z.strictObject({ technicalAlarmId: TechnicalAlarmId });
export type TechnicalAlarmSee = z.infer<typeof TechnicalAlarmSee>;

export const IncidentsWatch = z.strictObject({});

export const SessionTouch = z.strictObject({});

export const unitRoom = (unitId: UnitId): string => `unit:${unitId}`;
/** The charge nurses of a unit, whichever page they are on. */
export const unitChargeRoom = (unitId: UnitId): string => `unit-charge:${unitId}`;
/** Of those who may read incidents, once they watch them. */
export const SECURITY_ROOM = "security";
/** Those who review emergency access. */
export const REVIEWERS_ROOM = "emergency-reviewers";
/** Those who may see the hospital's capacity. */
export const CAPACITY_ROOM = "capacity";
/** Every screen of one person. */
export const userRoom = (userId: UserId): string => `user:${userId}`;
export const encounterRoom = (encounterId: EncounterId): string => `encounter:${encounterId}`;
