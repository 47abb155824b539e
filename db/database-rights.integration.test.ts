import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLE_PERMISSIONS } from "#models/access/permission";
import { migrate } from "./migrate";
import { createTestDatabase, type TestDatabase } from "./testing/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

/** Every table and view, and what each role may do with it; `some` is a right to named columns alone. */
const RIGHTS: Readonly<Record<string, Partial<Record<"app" | "service" | "identity", string>>>> = {
  sites: { app: "select", service: "select" },
  units: { app: "select, insert some, update some", service: "select", identity: "select some" },
  beds: { app: "select, insert some, update some", service: "select" },
  users: { app: "select some", service: "select some", identity: "select, insert, update" },
  user_units: { identity: "select, insert, delete" },
  sessions: { identity: "select, insert, update, delete" },
  role_permissions: {},
  patients: { app: "select", service: "select, insert, update" },
  encounters: { app: "select, update some", service: "select, insert, update" },
  bed_stays: { app: "select", service: "select, insert, update, delete" },
  bed_statuses: { app: "select, update some", service: "select, update" },
  bed_reservations: { app: "select, insert some, update some", service: "select, update" },
  bed_requests: { app: "select, insert some, update some", service: "select, update" },
  bed_cleanings: { app: "insert", service: "select" },
  bed_events: { app: "insert some", service: "select, insert" },
  alerts: { app: "select, update some", service: "select, insert, update" },
  alert_events: { app: "select, insert some", service: "select, insert" },
  vital_sign_kinds: { app: "select", service: "select" },
  vital_signs: { service: "select, insert, update, delete" },
  laboratory_results: { service: "select, insert, update, delete" },
  early_warning_scores: { service: "select, insert" },
  predictions: { service: "select, insert" },
  vital_signs_minutely: {},
  vital_signs_hourly: {},
  devices: { service: "select, insert" },
  message_receipts: { service: "select, insert, update" },
  quarantined_messages: { app: "select some, update some", service: "select, insert, update" },
  regional_flu_admissions: { app: "select", service: "select, insert, update, delete" },
  regional_flu_reads: { app: "select", service: "select, insert, update" },
  rejected_observations: { service: "select, insert" },
  gateways: {
    app: "select, insert some, update some",
    service: "select, update some",
    identity: "select some, update some",
  },
  gateway_tokens: {
    app: "select some, insert some, update some",
    service: "select, update some",
  },
  // Wrapped under a key that is never in the database; whoever reads a sealed value may need them.
  data_keys: { app: "select", service: "select", identity: "select" },
  second_factors: { identity: "select, insert, update, delete" },
  recovery_codes: { identity: "select, insert, update, delete" },
  totp_drafts: { identity: "select, insert, update, delete" },
  passkey_challenges: { identity: "select, insert, delete" },
  // Added to by everybody, read by the functions below and by the owner.
  audit_events: { app: "insert some", service: "insert some", identity: "insert some" },
  audit_chain: {},
  audit_verifications: { app: "select, insert some" },
  incidents: { app: "select, update some", service: "select", identity: "select, update some" },
  incident_notes: { app: "select, insert" },
  incident_events: { app: "select, insert", identity: "select, insert" },
  incident_steps: { app: "select, insert, delete" },
  containments: { app: "select", identity: "select, insert, update some" },
  detector_cursor: { app: "select" },
  file_integrity: { app: "select" },
  file_checks: { app: "select" },
  models_in_service: { app: "select", service: "select, insert, update" },
  model_input_counts: { service: "select, insert, update, delete" },
  model_drift: { app: "select", service: "select, insert, update, delete" },
  technical_alarms: { app: "select, update some", service: "select, insert, update" },
  wall_displays: {
    app: "select some, insert some, update some",
    service: "select, update some",
  },
  alert_dispositions: { app: "select, insert, update", service: "select" },
  alert_policies: { app: "select, insert", service: "select" },
  handovers: { app: "select, insert some, update some" },
  handover_entries: { app: "select, insert some, update some" },
  acuity_changes: { app: "select", service: "select, insert" },
  acuity_overrides: { app: "select, insert some, update some", service: "select" },
  intensive_transfer_forecasts: { app: "select", service: "select, insert, delete" },
  scenarios: { app: "select, insert some, update some" },
  respiratory_reports: { app: "select, insert some, update some" },
  emergency_accesses: {
    app: "select, insert some, update some",
    service: "select some, update some",
  },
  emergency_access_notices_seen: { app: "select, insert" },
  hourly_emergency_arrivals: { service: "select, insert, update" },
  hourly_census: { service: "select, insert, update" },
  weekly_flu_admissions: { app: "select, insert, update", service: "select, insert, update" },
  unit_staffing: { app: "select, insert some", service: "select" },
  forecast_issues: { app: "select", service: "select, insert, delete" },
  forecast_values: { service: "select, insert, delete" },
  forecast_scores: { service: "select, insert, delete" },
  census_inputs: { app: "select", service: "select, insert, update" },
  fitted_models: { service: "select, insert, update" },
  readable_hourly_emergency_arrivals: { app: "select" },
  readable_hourly_census: { app: "select" },
  readable_forecast_values: { app: "select" },
  readable_forecast_scores: { app: "select" },
  escalation_rules: { app: "select, insert", service: "select" },
  escalation_levels: { app: "select", service: "select, insert" },
  escalation_now: { app: "select", service: "select, insert, update" },
  escalation_outlooks: { app: "select", service: "select, insert, update" },
  escalation_actions_done: { app: "select, insert, delete" },
  nurse_demand_issues: { app: "select", service: "select, insert, delete" },
  nurse_demands: { app: "select", service: "select, insert, delete" },
  staff: { app: "select, insert, update", service: "select" },
  staff_skills: { app: "select, insert, delete", service: "select" },
  staff_float_units: { app: "select, insert, delete", service: "select" },
  staff_absences: { app: "select, insert, update some", service: "select" },
  shift_requests: { app: "select, insert, update", service: "select" },
  rosters: { app: "select, insert, update some, delete", service: "select" },
  roster_units: { app: "select, insert, update some", service: "select" },
  roster_demands: { app: "select", service: "select, insert, update" },
  roster_cells: { app: "select, insert, update some", service: "select" },
  roster_changes: { app: "select, insert, update some", service: "select" },
  roster_cell_changes: { app: "select, insert", service: "select" },
  roster_versions: { app: "select, insert" },
  roster_proposals: { app: "select, delete", service: "select, insert, update, delete" },
  roster_gaps_now: { app: "select", service: "select, insert, update" },
  colleagues: { app: "select" },
  appointments: { app: "select, insert, update", service: "select, insert, update, delete" },
  appointment_slots: { app: "select, insert, delete", service: "select, insert, delete" },
  appointment_places: { app: "select, insert, update, delete", service: "select" },
  job_turns: { service: "select, insert, update", identity: "select, insert, update" },
  unit_roster_policies: { app: "select, insert, update", service: "select" },
  leave_applications: { app: "select, insert some, update some", service: "select" },
  self_rostering_windows: { app: "select, insert, update, delete", service: "select" },
  self_placements: { app: "select", service: "select" },
  shift_swaps: { app: "select, insert some, update some", service: "select, update some" },
  sick_calls: { app: "select, insert, update some", service: "select" },
  open_shifts: { app: "select, insert, update some", service: "select, update some" },
  shift_offers: { app: "select, insert, update some", service: "select, update some" },
  calendar_feeds: { app: "select some, insert some, update some" },
  notices: { app: "select, update some", service: "select, delete" },
  own_shift_looks: { app: "select, insert, update" },
  schema_migrations: {},
  occupied_beds: { app: "select" },
  readable_encounters: {},
  readable_vital_signs: { app: "select" },
  readable_vital_signs_minutely: { app: "select" },
  readable_vital_signs_hourly: { app: "select" },
  readable_laboratory_results: { app: "select" },
  readable_early_warning_scores: { app: "select" },
  readable_predictions: { app: "select" },
};

/** The functions of ours that people and machines may call. Those of a trigger are called by nobody. */
const CALLABLE: Readonly<Record<string, string>> = {
  acting_user_id: "app, identity",
  acting_permission: "app, identity",
  acting_unit_ids: "app",
  acting_emergency_encounter_ids: "app",
  encounter_exists: "app",
  readable_newest_signs: "app",
  readable_latest_scores: "app",
  readable_latest_predictions: "app",
  revoke_wall_display: "app",
  disposed_alerts: "app",
  past_stays_in_unit: "app",
  past_scores_in_unit: "app",
  past_risks_in_unit: "app",
  alert_outcomes: "app",
  occupied_bed_time: "app",
  reported_unit_ids: "",
  staff_signed_in_accounts: "app",
  bed_waits: "app",
  acting_bed_unit_ids: "app",
  may_request_bed: "app",
  may_place: "app",
  place_by_board: "app",
  discharge_by_board: "app",
  settle_waiting: "service",
  acting_roster_unit_ids: "app",
  acting_repair_unit_ids: "app",
  acting_person_id: "app",
  acting_staff_id: "app",
  acting_shift_unit_ids: "app",
  acting_roster_ids: "app",
  acting_published_roster_ids: "app",
  acting_repair_roster_ids: "app",
  acting_staff_unit_ids: "app",
  staff_rostered: "app",
  has_published_roster: "app",
  newest_signs: "service",
  latest_scores: "service",
  latest_predictions: "service",
  exports_frozen: "app, service, identity",
  search_audit_events: "app",
  audit_people: "app",
  audit_trail_status: "app",
  audit_encounters_in_unit: "app",
  audit_viewers_of_encounter: "app",
  emergency_places: "app",
  emergency_encounters_of_record: "app",
  emergency_access_notices: "app",
  lapsed_emergency_access_ids: "service",
  open_calendar_feed: "service",
  notice_to: "",
  concerned_by: "",
  tell_concerned: "app, service",
  acting_empties_cell: "app",
  acting_gives_back: "app",
  acting_settled_open_shift: "app",
  own_shift_changes: "app",
  own_draft_rosters: "app",
  hold_swap: "service",
  accept_swap: "service",
  decide_swap: "service",
  hold_open_shift: "service",
  accept_shift_offer: "service",
  assign_open_shift: "service",
  repair_sick_call: "service",
  acting_reads_open_shift: "app",
  acting_fills_open_shift: "app",
  fill_open_shift: "",
  hold_window: "service",
  place_self: "service",
  leave_place: "service",
  change_roster_cells: "",
  shift_held: "",
  carry_out_swap: "",
  require_audit_reader: "",
  session_is_live: "",
  readable_of: "",
  time_in_unit: "",
  unit_of_last_stay: "",
};

/**
 * Tables that say nothing of a person or a unit, so every row is everybody's who may read them; and the
 * audit trail, of which nobody may read a row.
 */
const NO_ROW_SECURITY = ["audit_events", "data_keys", "vital_sign_kinds"];

const RELATIONS = `
  select relname as name, relrowsecurity as "isSecured", relkind as kind
    from pg_class
   where relnamespace = 'public'::regnamespace
     and relkind in ('r', 'p', 'v', 'm', 'f')
     and not exists (select from pg_depend
                      where pg_depend.objid = pg_class.oid and deptype = 'e')
   order by relname
`;

const GRANTED = `
  select right_name as name,
         case when has_table_privilege($1, $2, right_name) then 'all'
              when right_name in ('select', 'insert', 'update')
               and has_any_column_privilege($1, $2, right_name) then 'some' end as extent
    from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
      as right_name
`;

describe("every table has been decided on", () => {
  it("has its rights listed here, and no others", async () => {
    const { rows: relations } = await database.pool.query<{ name: string }>(RELATIONS);
    const found: Record<string, Record<string, string>> = {};
    for (const { name } of relations) {
      found[name] = {};
      for (const role of ["app", "service", "identity"]) {
        const { rows } = await database.pool.query<{ name: string; extent: string | null }>(
          GRANTED,
          [`wardcast_${role}`, name],
        );
        const rights = rows.flatMap(({ name, extent }) =>
          extent === null ? [] : [extent === "some" ? `${name} some` : name],
        );
        if (rights.length > 0) found[name][role] = rights.join(", ");
      }
    }
    expect(found).toEqual(RIGHTS);
  });

  it("is row-secured where people may read it", async () => {
    const { rows } = await database.pool.query<{ name: string; isSecured: boolean; kind: string }>(
      RELATIONS,
    );
    const open = rows.filter(
      ({ name, isSecured, kind }) => RIGHTS[name]?.app && kind === "r" && !isSecured,
    );
    expect(open.map(({ name }) => name)).toEqual(NO_ROW_SECURITY);
  });

  it("lets nobody but its callers call a function of ours", async () => {
    const { rows } = await database.pool.query<{ name: string; callers: string }>(
      `select proname as name,
              array_to_string(array(
                select role from unnest(array['app', 'service', 'identity']) as role
                 where has_function_privilege('wardcast_' || role, pg_proc.oid, 'execute')), ', ')
                as callers
         from pg_proc
        where pronamespace = 'public'::regnamespace
          and prorettype <> 'trigger'::regtype
          and not exists (select from pg_depend
                           where pg_depend.objid = pg_proc.oid and deptype = 'e')`,
    );
    expect(Object.fromEntries(rows.map(({ name, callers }) => [name, callers]))).toEqual(CALLABLE);
  });

  it("shows nothing of a hypertable by its inner tables", async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select relname as name
         from pg_class
        where relnamespace = '_timescaledb_internal'::regnamespace
          and relkind in ('r', 'v')
          and relname ~ '^(_hyper|compress_hyper|_compressed|_materialized|_direct|_partial)'
          and (has_any_column_privilege('wardcast_app', oid, 'select')
            or has_any_column_privilege('wardcast_identity', oid, 'select'))`,
    );
    expect(rows).toEqual([]);
  });

  it("goes by the permissions of the model, which a migration restores", async () => {
    const expected = Object.entries(ROLE_PERMISSIONS)
      .flatMap(([role, permissions]) => permissions.map((permission) => `${role} ${permission}`))
      .sort();
    const stored = async () =>
      (
        await database.pool.query<{ granted: string }>(
          `select role || ' ' || permission as granted from role_permissions`,
        )
      ).rows
        .map(({ granted }) => granted)
        .sort();
    expect(await stored()).toEqual(expected);

    await database.pool.query(
      `delete from role_permissions where role = 'nurse';
       insert into role_permissions values ('scheduler', 'unit:watch')`,
    );
    await migrate(database.url);
    expect(await stored()).toEqual(expected);
  });
});
