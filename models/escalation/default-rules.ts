import { EscalationRules, type ParameterRule } from "./escalation-rules";
import type { EscalationLevel } from "./escalation-level";

const from = (
  [second, third, fourth]: readonly [number, number, number],
  weight = 1,
  liftsTo: EscalationLevel = 1,
): ParameterRule => ({
  isOn: true,
  thresholds: { 2: second, 3: third, 4: fourth },
  weight,
  liftsTo,
});

/**
 * What counts until a hospital has set its own. The framework publishes the idea, four levels that
 * parameters are summed to, and no thresholds that fit every hospital: every number here is a choice of
 * ours, none is validated. Occupancy and the longest wait weigh double, because flow breaks down on them first.
 */
export const DEFAULT_ESCALATION_RULES: EscalationRules = EscalationRules.parse({
  parameters: {
    "bed-occupancy": from([90, 95, 100], 2, 3),
    "intensive-free-beds": from([2, 1, 0], 1, 2),
    "boarding-patients": from([3, 6, 10], 1, 3),
    "longest-boarding": from([4, 8, 12], 2, 3),
    "emergency-arrivals": from([120, 140, 160]),
    "beds-short": from([0, 3, 6]),
    "closed-beds": from([4, 8, 12]),
    exceedance: from([20, 50, 80]),
  },
  // Of 30 points that there are.
  pointsFor: { 2: 4, 3: 10, 4: 18 },
  fallMargin: 1,
  fallAfterMinutes: 60,
  cards: {
    1: [
      {
        id: "review-forecast",
        what: "Read the forecast at the morning bed meeting and note the units at risk.",
        owner: "Capacity manager",
      },
      {
        id: "plan-discharges",
        what: "Set an expected discharge for every patient by 10:00.",
        owner: "Charge nurses",
      },
    ],
    2: [
      {
        id: "second-meeting",
        what: "Hold a second bed meeting in the afternoon.",
        owner: "Capacity manager",
      },
      {
        id: "discharges-first",
        what: "See patients who may go home first, and send them to the discharge lounge before noon.",
        owner: "Ward doctors",
      },
      {
        id: "clean-first",
        what: "Clean the beds that boarding patients wait for before all others.",
        owner: "Housekeeping lead",
      },
      {
        id: "check-staff",
        what: "Check the next two shifts against the nurse demand, and ask for the nurses who are short.",
        owner: "Scheduler",
      },
    ],
    3: [
      {
        id: "operations-centre",
        what: "Open the operations centre and meet every four hours.",
        owner: "Administrator on duty",
      },
      {
        id: "open-surge-beds",
        what: "Staff and open the licensed beds that are kept for a surge.",
        owner: "Director of nursing",
      },
      {
        id: "postpone-elective",
        what: "Postpone elective admissions of tomorrow that need a bed overnight and can wait.",
        owner: "Head of surgery",
      },
      {
        id: "senior-review",
        what: "Have a senior doctor review everybody who has been here for more than seven days.",
        owner: "Medical director",
      },
      {
        id: "boarding-safety",
        what: "Check on every boarding patient hourly, and move those who wait longest first.",
        owner: "Charge nurse, emergency department",
      },
    ],
    4: [
      {
        id: "command",
        what: "Declare the internal incident and take command.",
        owner: "Chief executive on call",
      },
      {
        id: "regional-help",
        what: "Ask the region for mutual aid and for ambulances to be sent elsewhere.",
        owner: "Administrator on duty",
      },
      {
        id: "stop-elective",
        what: "Stop all elective admissions but the urgent ones.",
        owner: "Head of surgery",
      },
      {
        id: "call-staff",
        what: "Call in off-duty nurses and doctors by the surge list.",
        owner: "Director of nursing",
      },
      {
        id: "share-boarding",
        what: "Share the boarding patients out among the wards, one above the staffed beds each.",
        owner: "Director of nursing",
      },
    ],
  },
});
