import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { saveCensusInputs, saveForecast } from "#db/census-forecasts";
import { escalationNow, newestEscalationOutlook } from "#db/escalation";
import { makeEscalationRules } from "#db/escalation-rules";
import { newestNurseDemand } from "#db/nurse-demand";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import type { Role } from "#models/access/role";
import { QUANTILE_LEVELS } from "#models/census/census-quantiles";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import type { EscalationNews } from "#models/realtime/escalation-news";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { inputsOf } from "../census/inputs-of";
import { readKnownCensus } from "../census/read-known-census";
import { issueNurseDemand } from "../nurse-demand/issue-nurse-demand";
import {
  admitPatient,
  openScreen,
  outcomeOf,
  present,
  type RunningServer,
  seedTestHospital,
  signIn,
  startServer,
  type Screen,
} from "../realtime/testing-hospital";
import { forecastEscalationLevel } from "./forecast-level";
import { reviewEscalation } from "./review-escalation";

const ZONE = "America/New_York";
const HOUR = new Date(Math.floor(Date.now() / MS_PER_HOUR) * MS_PER_HOUR);

let database: TestDatabase;
let ward: UnitId;
let server: RunningServer | undefined;
const screens: Screen[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const units = await seedTestHospital(database.pool);
  ward = present(units.U2);
  await admitPatient(database.pool, { unit: "U2", bed: "01", visit: "first" });
});
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await server?.stop();
  server = undefined;
});
afterAll(() => database.stop());

const context = () => ({
  pool: database.pools.service,
  now: new Date(),
  signal: new AbortController().signal,
});

/** A screen of somebody of that role, and what it hears of the level. */
async function listenAs(role: Role) {
  const { cookie } = await signIn(database.pool, { role, unitIds: [ward] });
  const screen = openScreen(present(server).port, { cookie });
  screens.push(screen);
  const heard: EscalationNews[] = [];
  screen.on("escalation:changed", (news) => heard.push(news));
  expect(await outcomeOf(screen)).toBe("connected");
  return { screen, heard };
}
const nextNews = (screen: Screen) =>
  new Promise<EscalationNews>((resolve) => screen.once("escalation:changed", resolve));

it("tells everybody who may see capacity of another level, and nobody else", async () => {
  server = await startServer(database);
  const administrator = await listenAs("administrator");
  const nurse = await listenAs("nurse");

  const first = nextNews(administrator.screen);
  await reviewEscalation(database.pools.service, new Date());
  // Of five staffed beds one is taken; whatever else there is to know is not known.
  expect(await first).toMatchObject({
    ...{ change: "level", level: 1, isAtLeast: true, previous: null },
  });

  for (const [bed, visit] of [
    ["01", "second"],
    ["02", "third"],
    ["03", "fourth"],
  ] as const)
    await admitPatient(database.pool, { unit: "U1", bed, visit });
  const risen = nextNews(administrator.screen);
  expect(await reviewEscalation(database.pools.service, new Date())).toBe(true);
  expect(await risen).toMatchObject({ change: "level", level: 2, previous: 1 });
  expect(nurse.heard).toEqual([]);
});

it("says of a census forecast what it means for the level, once and again by other rules", async () => {
  const read = inputsOf(await readKnownCensus(database.pools.service, HOUR, { timeZone: ZONE }));
  // Nothing unsure of admissions: computed one way, not five.
  const flu = { paths: [], general: [], intensive: [] };
  const inputs = { ...read, admissionsLevelCv: 0, flu };
  await saveCensusInputs(database.pools.service, HOUR, inputs);
  const at = (hours: number) => new Date(HOUR.getTime() + hours * MS_PER_HOUR);
  const forecast = { issuedAt: HOUR, model: "test", modelVersion: "1", isHindcast: false } as const;
  const value = (hours: number) => ({
    ...{ unitId: ward, targetAt: at(hours), mean: 6 },
    quantiles: QUANTILE_LEVELS.map((level) => (level < 0.8 ? 5 : 6)),
  });
  await saveForecast(database.pools.service, {
    ...{ ...forecast, kind: "census-hourly", levels: QUANTILE_LEVELS },
    values: Array.from({ length: 72 }, (_, hour) => value(hour + 1)),
  });

  expect(await forecastEscalationLevel.run(context())).toEqual({ windows: 12 });
  expect(await forecastEscalationLevel.run(context())).toBeUndefined();
  const stored = await newestEscalationOutlook(database.pools.service);
  expect(stored).toMatchObject({ issuedAt: HOUR, rulesVersion: 0 });

  const { userId } = await signIn(database.pool, { role: "administrator", unitIds: [] });
  await makeEscalationRules(database.pool, {
    ...{ version: 1, rules: DEFAULT_ESCALATION_RULES, userId, at: new Date() },
  });
  expect(await forecastEscalationLevel.run(context())).toEqual({ windows: 12 });
  expect(await newestEscalationOutlook(database.pools.service)).toMatchObject({ rulesVersion: 1 });

  // The next look has what the forecast says of tomorrow.
  await reviewEscalation(database.pools.service, new Date());
  const now = await escalationNow(database.pools.service);
  const known = now?.finding.parameters.filter((each) => each.value !== undefined);
  expect(known?.map(({ parameter }) => parameter)).toEqual(
    expect.arrayContaining(["beds-short", "exceedance"]),
  );
});

it("issues the nurse demand of a census forecast once", async () => {
  const job = issueNurseDemand({ timeZone: ZONE });
  const done = await job.run(context());
  expect(done?.["shifts"]).toBeGreaterThan(4);
  expect(await job.run(context())).toBeUndefined();

  const issue = await newestNurseDemand(database.pools.service, new Date());
  expect(issue?.issuedAt).toEqual(HOUR);
  // Six patients of a ward at the level of 80 %, five in the middle: a nurse for five of them, two for six.
  expect(issue?.demand[1]).toMatchObject({ unitId: ward, minimum: 1, target: 2 });
});
