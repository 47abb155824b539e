import pg from "pg";
import {
  EmergencyAccessId,
  EncounterId,
  IncidentId,
  UnitId,
  UserId,
  WallDisplayId,
} from "#models/shared/ids";
import { ESCALATION_CHANGES, type EscalationChange } from "#models/realtime/escalation-news";
import { type OwnShiftNews, parseOwnShiftNews } from "#models/realtime/own-shift-news";
import { NoticeId } from "#models/rostering/own-shift-ids";
import { ForecastIssued } from "#models/forecasts/forecast-issue";
import { RosterId } from "#models/rostering/roster-ids";
import { OpenShiftId } from "#models/sick-calls/sick-call";
import type { Logger } from "../logger";

export interface ChangeListener {
  stop(): Promise<void>;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2_000;

export type RosterChange =
  | { of: "roster"; rosterId: RosterId; version: number }
  | { of: "demand" | "proposal"; rosterId: RosterId }
  | { of: "staff"; unitId: UnitId }
  | { of: "gaps" };

export interface ChangeListenerOptions {
  connectionString: string;
  log: Logger;
  /** Somebody's rights or sessions changed. */
  onAccessChanged: (userId: UserId) => void;
  /** A page changed what the live state holds of an encounter. */
  onEncounterChanged: (encounterId: EncounterId) => void;
  /** Somebody set a patient's workload class, or took it back. */
  onAcuityChanged: (encounterId: EncounterId) => void;
  /** An emergency access began or ended. */
  onEmergencyAccessChanged: (emergencyAccessId: EmergencyAccessId) => void;
  /** A step of an incident was stored. */
  onIncidentChanged: (change: { incidentId: IncidentId; isNew: boolean }) => void;
  /** A display on a wall was changed, revoked, or paired with a screen. */
  onWallDisplayChanged: (wallDisplayId: WallDisplayId) => void;
  /** A bedside gateway, its tokens or its certificate changed. */
  onSenderChanged?: (() => void) | undefined;
  /** A unit has a new alert policy. */
  onAlertPolicyChanged?: ((unitId: UnitId) => void) | undefined;
  /** The escalation level, its rules, or what was done at it. */
  onEscalationChanged?: ((change: EscalationChange) => void) | undefined;
  /** A newer forecast was stored. */
  onForecastIssued?: ((news: ForecastIssued) => void) | undefined;
  /** What the bed board shows of a unit changed. */
  onBedsChanged?: ((unitId: UnitId) => void) | undefined;
  /** A roster, its people, what it has to cover, what the solver proposes for it, or the gaps of all. */
  onRosterChange?: ((change: RosterChange) => void) | undefined;
  /** Somebody was told something about their own work. */
  onNoticeArrived?: ((noticeId: NoticeId) => void) | undefined;
  /** A swap, a leave, or who has placed themselves. */
  onOwnShiftsChanged?: ((news: OwnShiftNews) => void) | undefined;
  /** A shift that somebody left, or who was asked for it. */
  onOpenShiftChanged?: ((openShiftId: OpenShiftId) => void) | undefined;
  /** Listening, at first or again: whatever was said in between was missed. */
  onListening: () => void;
}

/** Hears what pages changed on a connection of its own, and takes a new one whenever that is lost. */
export function listenForChanges(options: ChangeListenerOptions): ChangeListener {
  const { connectionString, log, onListening, onSenderChanged, onAlertPolicyChanged } = options;
  const { onWallDisplayChanged } = options;
  const { onAccessChanged, onEncounterChanged, onEmergencyAccessChanged, onIncidentChanged } =
    options;
  const { onAcuityChanged, onForecastIssued, onEscalationChanged, onBedsChanged } = options;
  const { onNoticeArrived, onOwnShiftsChanged } = options;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isStopped = false;

  async function connect(): Promise<void> {
    const connecting = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    let isLost = false;
    const lose = (cause?: Error) => {
      if (isLost || isStopped) return;
      isLost = true;
      log.warn({ cause, retryMs }, "not listening for changes; sessions are polled meanwhile");
      connecting.end().catch(() => undefined); // it is lost already
      retry = setTimeout(() => void connect(), retryMs);
      retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    };

    client = connecting;
    connecting.on("error", lose);
    connecting.on("end", () => lose());
    connecting.on("notification", ({ channel, payload }) => {
      const userId = channel === "access_changed" && UserId.safeParse(payload).data;
      if (userId) onAccessChanged(userId);
      const encounterId = channel === "encounter_changed" && EncounterId.safeParse(payload).data;
      if (encounterId) onEncounterChanged(encounterId);
      const overridden = channel === "acuity_changed" && EncounterId.safeParse(payload).data;
      if (overridden) onAcuityChanged(overridden);
      const accessId =
        channel === "emergency_access_changed" && EmergencyAccessId.safeParse(payload).data;
      if (accessId) onEmergencyAccessChanged(accessId);
      const [incident, step] = channel === "incident_changed" ? (payload ?? "").split(" ") : [];
      const incidentId = IncidentId.safeParse(incident).data;
      if (incidentId) onIncidentChanged({ incidentId, isNew: step === "opened" });
      if (channel === "gateway_changed") onSenderChanged?.();
      const wallDisplayId =
        channel === "wall_display_changed" && WallDisplayId.safeParse(payload).data;
      if (wallDisplayId) onWallDisplayChanged(wallDisplayId);
      const unitId = channel === "alert_policy_changed" && UnitId.safeParse(payload).data;
      if (unitId) onAlertPolicyChanged?.(unitId);
      const change =
        channel === "escalation_changed" && ESCALATION_CHANGES.find((each) => each === payload);
      if (change) onEscalationChanged?.(change);
      const issued = channel === "forecast_issued" && forecastIssued(payload);
      if (issued) onForecastIssued?.(issued);
      const unitOfBeds = channel === "bed_board_changed" && UnitId.safeParse(payload).data;
      if (unitOfBeds) onBedsChanged?.(unitOfBeds);
      const rosterChange = rosterChangeOf(channel, payload ?? "");
      if (rosterChange) options.onRosterChange?.(rosterChange);
      const noticeId = channel === "notice_arrived" && NoticeId.safeParse(payload).data;
      if (noticeId) onNoticeArrived?.(noticeId);
      const ownShifts = channel === "own_shifts_changed" && parseOwnShiftNews(payload);
      if (ownShifts) onOwnShiftsChanged?.(ownShifts);
      const openShiftId = channel === "open_shifts_changed" && OpenShiftId.safeParse(payload).data;
      if (openShiftId) options.onOpenShiftChanged?.(openShiftId);
    });
    try {
      await connecting.connect();
      await connecting.query("listen access_changed");
      await connecting.query("listen encounter_changed");
      await connecting.query("listen acuity_changed");
      await connecting.query("listen emergency_access_changed");
      await connecting.query("listen incident_changed");
      await connecting.query("listen gateway_changed");
      await connecting.query("listen wall_display_changed");
      await connecting.query("listen alert_policy_changed");
      await connecting.query("listen escalation_changed");
      await connecting.query("listen forecast_issued");
      await connecting.query("listen bed_board_changed");
      await connecting.query("listen roster_changed");
      await connecting.query("listen staff_changed");
      await connecting.query("listen roster_demand_changed");
      await connecting.query("listen roster_proposal_changed");
      await connecting.query("listen roster_gaps_changed");
      await connecting.query("listen notice_arrived");
      await connecting.query("listen own_shifts_changed");
      await connecting.query("listen open_shifts_changed");
      retryMs = FIRST_RETRY_MS;
      onListening();
    } catch (cause) {
      lose(cause instanceof Error ? cause : new Error("connection failed", { cause }));
    }
  }

  void connect();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined); // a connection that is lost cannot be closed
    },
  };
}

/** The kind and the instant, parted by a blank. */
function forecastIssued(payload: string | undefined): ForecastIssued | undefined {
  const [kind, issuedAt] = (payload ?? "").split(" ");
  return ForecastIssued.safeParse({ kind, issuedAt }).data;
}

function rosterChangeOf(channel: string, payload: string): RosterChange | undefined {
  if (channel === "roster_gaps_changed") return { of: "gaps" };
  if (channel === "staff_changed") {
    const unitId = UnitId.safeParse(payload).data;
    return unitId && { of: "staff", unitId };
  }
  const [id, version] = payload.split(" ");
  const rosterId = RosterId.safeParse(id).data;
  if (!rosterId) return undefined;
  if (channel === "roster_changed") return { of: "roster", rosterId, version: Number(version) };
  if (channel === "roster_demand_changed") return { of: "demand", rosterId };
  return channel === "roster_proposal_changed" ? { of: "proposal", rosterId } : undefined;
}
