import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type pg from "pg";
import { auditEventsAfter } from "#db/audit";
import { checkHashFile } from "#db/breached-hash-file";
import type { LaunchStep } from "#db/embedded/launch";
import { storedDataKeys } from "#db/encryption/data-keys";
import type { Identifiers } from "#db/encryption/identifiers";
import { openKeyring } from "#db/encryption/keyring";
import type { MasterKey } from "#db/encryption/master-key";
import { sealOlderRows } from "#db/encryption/seal-older-rows";
import { migrate } from "#db/migrate";
import { saveModelReport } from "#db/models-in-service";
import { createPool } from "#db/pool";
import type { DemoAccount } from "#db/seed/demo-accounts";
import { demoCoordinator } from "#db/seed/demo-coordinator";
import { seedDemoRosters } from "#db/seed/seed-demo-rosters";
import { seedDemoStaff } from "#db/seed/seed-demo-staff";
import { seedHistory } from "#db/seed/seed-history";
import { seedHospital } from "#db/seed/seed-hospital";
import { DEMO_HOSPITAL, type HospitalPlan } from "#models/hospital/demo-hospital";
import { ServedModel } from "#models/deterioration/model-in-service";
import { brokenSeal } from "#models/audit/broken-seal";
import { ROLES } from "#models/access/role";
import { keepAuditTrail, type ServerAuditTrail } from "./audit/keep-audit-trail";
import { awaitDatabase } from "./await-database";
import { catchUp, censusJobs } from "./census/census-jobs";
import { learntHazards } from "./census/learnt-hazards";
import { makeFolder } from "./cli/setup/make-folder.mjs";
import { enlivenDemoBeds } from "./beds/enliven-demo-beds";
import { createExpectedDischarges } from "./beds/expect-discharges";
import { type Database, openDatabase } from "./database";
import { type DowntimeReport, keepDowntimeReport } from "./downtime/keep-downtime-report";
import { type Env, readEnv } from "./env";
import { type MllpListener, startMllpListener } from "./hl7/mllp-listener";
import { NOBODY, isLoopbackHost } from "./http/client-address";
import { guardFrontDoor } from "./http/front-door";
import type { PartStatus, Readiness } from "./http/health";
import { createPolicyReportHandler } from "./http/policy-report";
import { ownUrl, probePage } from "./http/probe-page";
import { ownOriginsOf, publicUrlOf } from "./http/public-url";
import { createRateLimits } from "./http/rate-limits";
import { type HttpHandler, createRouter } from "./http/router";
import { type Watched, watch } from "./http/watched";
import { SERVER_LIMITS, createWebServer } from "./http/web-server";
import { certificateSenders } from "./ingest/certificate-senders";
import { createGatewayDirectory } from "./ingest/gateway-directory";
import { createGatewayGate } from "./ingest/gateway-gate";
import { type Ingest, createIngest } from "./ingest/ingest";
import { quarantineState } from "./ingest/quarantine-state";
import { replayRequested } from "./ingest/replay-requested";
import { createVitalsHandler } from "./ingest/vitals-handler";
import { keepEscalation } from "./escalation/keep-escalation";
import { reviewEscalation } from "./escalation/review-escalation";
import { endLapsedEmergencyAccesses } from "./jobs/end-lapsed-emergency-accesses";
import { endLapsed } from "./jobs/end-lapsed-sessions";
import type { Job } from "./jobs/job";
import { maintenanceJobs } from "./jobs/maintenance-jobs";
import { measureDrift } from "./jobs/measure-drift";
import { scheduleJobs } from "./jobs/schedule";
import { warnOfEndingTokens } from "./jobs/warn-of-ending-tokens";
import { refuseReadableByOthers } from "./key-file";
import { type LiveOptions, type LiveSystem, createLive } from "./live/live-system";
import type { RegionOptions } from "./hospital-flu/read-region";
import { createLogger } from "./logger";
import { readMasterKeys } from "./master-key";
import { createCalendarHandler } from "./my-shifts/calendar-handler";
import { expireSwapsJob, purgeNoticesJob } from "./my-shifts/my-shifts-jobs";
import { noPages, openPages, type PagesSettings } from "./pages";
import { databaseEmergencyAccesses } from "./realtime/database-emergency-accesses";
import { databaseSessions } from "./realtime/database-sessions";
import { databaseWalls } from "./realtime/database-walls";
import { databaseEscalation } from "./realtime/escalation-channel";
import { createGateway } from "./realtime/gateway";
import { databaseIncidents } from "./realtime/incident-channel";
import { keepInputCounts } from "./scoring/keep-input-counts";
import { type Scorer, startScorer } from "./scoring/scorer";
import { readClientSecret } from "./client-secret";
import { drawRosterDemands } from "./rostering/draw-demand";
import { reviewRosterGapsOften } from "./rostering/review-gaps";
import { expireShiftOffersJob } from "./rostering/sick-call-jobs";
import { checkFiles, checkFilesOften, type FindFiles } from "./security/check-files";
import { keyFiles } from "./security/key-files";
import { modelSigningKey } from "./security/model-signing-key";
import { digestFiles, modelFiles } from "./security/protected-files";
import { modelLoaded } from "./security/report-model";
import { watchIncidents } from "./security/watch-incidents";
import { sessionSecret, sessionSecretFile } from "./session-secret";
import { naming } from "./setting-failure";
import { createShutdown } from "./shutdown";
import { report } from "./start-report";
import { mllpCertificateFiles, webCertificateFiles } from "./tls/certificate-settings";
import { openCertificates } from "./tls/served-certificates";
import { createPairHandler } from "./wall/pair-handler";

// The composition root: the only file that knows every adapter by name.
const env = readEnvOrExit();
const log = createLogger(env.LOG_LEVEL);
const now = () => new Date();

/** A database server that is started together with us takes this long at most. */
const DATABASE_PATIENCE_MS = 60_000;

/** Drawing the sign-in page takes some milliseconds; what was down is seen to be up again as soon. */
const PAGES_CHECK_MS = 10_000;
const QUARANTINE_CHECK_MS = 30_000;

/**
 * A rollup's newest rows have no statistics yet, so the planner expects few and sorts them. Without
 * sorting, one minute of 1,000 beds at a value a second is refreshed in 0.3 s instead of 0.5 s.
 */
const UPKEEP_SETTINGS = "-c enable_sort=off";

// Patient data, passwords and the log: nobody else on this machine reads what we write.
process.umask(0o077);

// Intake first, then what is in hand, then the database: the reverse of the start.
const shutdown = createShutdown({ log, exit: (code) => process.exit(code) });
const { onStop } = shutdown;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void shutdown.stop(0));
// Started by `npm run up`: if that is gone, nobody is left to stop us.
process.on("disconnect", () => void shutdown.stop(0));

await shutdown.starting(start(env)).catch(async (cause: unknown) => {
  if (shutdown.isUnderWay()) return;
  log.error({ cause }, "the start failed");
  process.stderr.write(
    `Wardcast could not start: ${cause instanceof Error ? cause.message : "no reason given"}\n`,
  );
  await shutdown.stop(1);
});

async function start(env: Env): Promise<void> {
  await naming(`DATA_DIR ${env.DATA_DIR}`, Promise.resolve(env.DATA_DIR).then(makeFolder));
  const secret = env.NEXTAUTH_SECRET ?? (await keptSecret(env));
  const tls = { isKeyGuarded: env.NODE_ENV === "production", log, onStop };
  const webTls = await openCertificates(webCertificateFiles(env), { use: "web", ...tls });
  const mllpTls = await openCertificates(mllpCertificateFiles(env), { use: "hl7", ...tls });
  if (env.BREACHED_PASSWORDS_FILE)
    await naming(
      `BREACHED_PASSWORDS_FILE ${env.BREACHED_PASSWORDS_FILE}`,
      checkHashFile(env.BREACHED_PASSWORDS_FILE),
    );
  const database = await openDatabaseInSteps(env);
  const owner = openPool(database.ownerUrl);
  await awaitDatabase(owner, {
    waitMs: DATABASE_PATIENCE_MS,
    onWaiting: () =>
      report({ type: "progress", text: "Waiting for the database server", done: false }),
    isUnwanted: shutdown.isUnderWay,
  });
  await migrate(owner, { log });
  // What does not open is recorded as soon as there is a trail.
  const joined: { trail?: ServerAuditTrail } = {};
  const { identifiers, master } = await openIdentifiers(env, owner, database, joined);
  const accounts = await prepareHospital(env, owner, database, identifiers);
  await database.admitRoles(owner);
  const pool = openPool(database.serviceUrl);
  const people = openPool(database.appUrl);
  const identity = openPool(database.identityUrl);

  const trail = await openAuditTrail(env, pool, database);
  joined.trail = trail;
  // Not before the trail has made its key where there was none.
  const findFiles: FindFiles = async () =>
    digestFiles([...(await modelFiles(env.MODELS_DIR)), ...keyFiles(env)]);
  await checkFiles(owner, findFiles, now());
  const { live, scorer } = await startLive(env, { pool, people, identifiers }, trail);
  const ingest = createIngest({
    pool,
    identifiers,
    directory: live,
    live,
    hospitalTimeZone: env.HOSPITAL_TIME_ZONE,
    log,
    now: Date.now,
  });
  const downtime = await startDowntimeReport(env, live);
  // Where the demo hospital is, its beds have some life without people at screens.
  const isDemo = database.isEmbedded && env.HOSPITAL_PLAN !== "none";
  const coordinator = isDemo ? await demoCoordinator(owner) : undefined;
  const demoJobs = coordinator ? [enlivenDemoBeds(people, coordinator, trail)] : [];
  startJobs(env, { pool, identity }, database, {
    ...{ ingest, trail, findFiles, downtime, demoJobs },
  });

  const publicUrl = publicUrlOf(env);
  const ownOrigins = ownOriginsOf(publicUrl, env.PORT);
  const pages = await openPagesInSteps(env, database, {
    ...{ origin: publicUrl.origin, ownOrigins, secret, masterKey: master },
  });
  const directory = createGatewayDirectory({ db: pool, log, now: Date.now });
  const mllp = await naming(
    `MLLP_PORT ${env.MLLP_HOST}:${env.MLLP_PORT}`,
    startMllpListener({
      port: env.MLLP_PORT,
      host: env.MLLP_HOST,
      tls: mllpTls?.current,
      identities: certificateSenders({ directory, audit: trail, log, now: Date.now }),
      ingest,
      log,
    }),
  );
  onStop(() => mllp.stop());
  mllpTls?.renewWith(mllp.renew);
  // In production that is refused at the start.
  if (!isLoopbackHost(env.MLLP_HOST) && !env.MLLP_TLS_CA_FILE)
    log.warn({}, "HL7 is taken from anybody who reaches the port: MLLP_TLS_CA_FILE is not set");

  const quarantine = await watch(() => quarantineState(pool), QUARANTINE_CHECK_MS);
  onStop(async () => quarantine.stop());
  // The pages are asked through our own door, which opens last.
  const web: { watched?: Watched<PartStatus> } = {};
  const readiness = (): Readiness => ({
    database: { status: live.status().database },
    scoring: { status: live.status().scoring, detail: scoringDetail(scorer) },
    hl7Listener: listenerStatus(mllp, quarantine.latest()),
    web: web.watched?.latest() ?? { status: "down", detail: "not asked yet" },
    downtimeReport: downtime.status(),
  });
  const limits = createRateLimits(env, Date.now);
  const gate = createGatewayGate({ directory, limits, audit: trail, log, now: Date.now });
  const ingestVitals = createVitalsHandler({ gate, ingest, log, now: Date.now });
  const policyReports = createPolicyReportHandler(log);
  const pairWall = createPairHandler({
    ...{ db: pool, cipher: identifiers, trail, now },
    isHttps: publicUrl.protocol === "https:",
  });
  const calendar = createCalendarHandler({ db: pool, now });
  const proxies = env.TRUSTED_PROXY ?? NOBODY;
  const { http, renew } = createWebServer({
    listener: createRouter(
      { readiness, ingestVitals, policyReports, pairWall, calendar, pages },
      log,
    ),
    certificates: webTls?.current,
    limits: { ...SERVER_LIMITS, connectionsPerAddress: env.CONNECTIONS_PER_ADDRESS },
    proxies,
    log,
  });
  webTls?.renewWith(renew);
  const escalation = keepEscalation({ review: () => reviewEscalation(pool, now()), log });
  onStop(() => escalation.stop());
  const gateway = createGateway({
    http,
    live,
    alerts: live.alerts,
    sessions: databaseSessions(identity),
    emergencyAccesses: databaseEmergencyAccesses(pool),
    incidents: databaseIncidents(pool),
    escalation: databaseEscalation(pool),
    walls: databaseWalls(pool),
    myShifts: { pool, people, timeZone: env.HOSPITAL_TIME_ZONE },
    beds: {
      ...{ pool, people, identifiers },
      timeZone: env.HOSPITAL_TIME_ZONE,
      expected: createExpectedDischarges({
        db: pool,
        timeZone: env.HOSPITAL_TIME_ZONE,
        hazards: learntHazards(pool, now),
      }),
    },
    rosters: { pool, people, timeZone: env.HOSPITAL_TIME_ZONE },
    trail,
    connectionString: database.serviceUrl,
    onSenderChanged: () => {
      directory.forget();
      mllp.recheckSenders();
    },
    onAlertPolicyChanged: (unitId) => {
      live.alertPolicies.reload(unitId).catch((cause: unknown) => {
        log.error({ cause, unitId }, "alert policies could not be read; the ones before hold");
      });
    },
    onEscalationMayChange: escalation.changed,
    secret,
    allowedOrigins: ownOrigins,
    log,
    now,
  });
  // Last, so that it stands before everything that listens.
  guardFrontDoor({
    http,
    proxies,
    isProxyRequired: env.TRUSTED_PROXY !== undefined && !webTls,
    publicUrl,
    ownOrigins,
    limits,
    socketsPerAddress: env.SOCKETS_PER_ADDRESS,
    log,
    now: Date.now,
    onLimited: ({ address, limit }) =>
      trail.note({
        occurredAt: now(),
        action: "access:refused",
        outcome: "refused",
        actor: { kind: "anonymous" },
        address,
        details: { reason: "rate-limited", limit },
      }),
  });
  onStop(() => gateway.close());
  await naming(
    `PORT ${env.HOST}:${env.PORT}`,
    new Promise<void>((done, fail) => {
      http.once("error", fail);
      http.listen(env.PORT, env.HOST, done);
    }),
  );

  const { port } = http.address() as AddressInfo;
  const pagesStatus = await watch(pagesProbe(env, port), PAGES_CHECK_MS);
  onStop(async () => pagesStatus.stop());
  web.watched = pagesStatus;
  log.info({ port, mllpPort: mllp.port, embeddedDatabase: database.isEmbedded }, "ready");
  report({
    type: "ready",
    url: publicUrl.origin.replace(/:0$/, `:${port}`),
    mllp: `${env.MLLP_HOST}:${mllp.port}`,
    accountsFile: accountsFile(env),
    accounts: accounts.map(({ email, password, role }) => ({
      email,
      password,
      title: ROLES[role].title,
    })),
  });
}

/** In production the secret that signs sessions must not be readable by others, wherever it came from. */
async function keptSecret({ NODE_ENV, DATA_DIR }: Env): Promise<string> {
  const secret = await sessionSecret(DATA_DIR);
  if (NODE_ENV === "production")
    await refuseReadableByOthers("The session secret in DATA_DIR", sessionSecretFile(DATA_DIR));
  return secret;
}

async function openDatabaseInSteps(env: Env): Promise<Database> {
  const steps: Record<LaunchStep, string> = {
    waiting: "Waiting for the database's last process to end",
    creating: "Creating the embedded TimescaleDB (for evaluation), about 5 s",
    recovering: "Recovering the embedded TimescaleDB from its log",
    opening: "Opening the embedded TimescaleDB (for evaluation)",
  };
  const database = await openDatabase({
    databaseUrl: env.DATABASE_URL,
    roleUrls: {
      ...(env.DATABASE_APP_URL && { appUrl: env.DATABASE_APP_URL }),
      ...(env.DATABASE_SERVICE_URL && { serviceUrl: env.DATABASE_SERVICE_URL }),
      ...(env.DATABASE_IDENTITY_URL && { identityUrl: env.DATABASE_IDENTITY_URL }),
    },
    caFile: env.DATABASE_CA_FILE,
    isVerified: env.NODE_ENV === "production",
    dataDir: env.DATA_DIR,
    log,
    onStep: (step) => report({ type: "progress", text: steps[step], done: false }),
  });
  onStop(() => database.stop());
  report({ type: "progress", text: "Database", done: true });
  return database;
}

function openPool(url: string): pg.Pool {
  const pool = createPool(url);
  // An idle connection that breaks is replaced at the next query; unheard, its error would end us.
  pool.on("error", (cause) => log.warn({ cause }, "idle database connection lost"));
  onStop(() => pool.end());
  return pool;
}

/** The keys, and with them the rows that an older version stored unsealed. */
async function openIdentifiers(
  env: Env,
  pool: pg.Pool,
  { isEmbedded }: Database,
  joined: Readonly<{ trail?: ServerAuditTrail }>,
): Promise<{ identifiers: Identifiers; master: MasterKey }> {
  const mayMake = (await storedDataKeys(pool)).length === 0;
  const own = isEmbedded ? { folder: env.DATA_DIR, mayMake } : undefined;
  const { master, previous } = await readMasterKeys(env, own);
  const keyring = await openKeyring(pool, master, {
    previous,
    onBroken: (broken) => {
      log.error(broken, "a sealed value does not open");
      joined.trail?.note(brokenSeal(broken, now()));
    },
    onRefreshFailed: (cause) => log.error({ cause }, "the data keys could not be read again"),
  });
  onStop(async () => keyring.stop());
  const { identifiers } = keyring;

  const sealed = await sealOlderRows(pool, identifiers, (count) =>
    report({ type: "progress", text: `Sealing what names patients: ${count} rows`, done: false }),
  );
  if (sealed > 0) log.info({ sealed }, "sealed rows of an older version");
  return { identifiers, master };
}

/** The demo hospital is for the embedded database; a server of the hospital's own is left as it is. */
async function prepareHospital(
  env: Env,
  pool: pg.Pool,
  { isEmbedded }: Database,
  identifiers: Identifiers,
): Promise<readonly DemoAccount[]> {
  if (env.HOSPITAL_PLAN === "none") return [];
  const isEmpty = await pool
    .query<{ isEmpty: boolean }>(`select not exists (select from units) as "isEmpty"`)
    .then(({ rows }) => rows[0]?.isEmpty ?? true);
  if (!isEmbedded && !isEmpty) return [];

  await seedHospital(pool, env.HOSPITAL_PLAN);
  const accounts = await seedDemoStaff(pool, env.HOSPITAL_PLAN, {
    dataDir: env.DATA_DIR,
    cipher: identifiers,
  });
  report({ type: "progress", text: "Demo hospital", done: true });
  await makeUpPast(env, pool);
  if (env.DEMO_ROSTERS === "on") await makeUpRosters(env, pool, env.HOSPITAL_PLAN);
  return accounts;
}

/** Forecasts need a past to learn from, and the demo hospital has none: it is given one, marked as made up. */
async function makeUpPast(env: Env, pool: pg.Pool): Promise<void> {
  if (env.HOSPITAL_PLAN !== DEMO_HOSPITAL) return;
  const text = "The demo hospital's made-up past";
  report({ type: "progress", text, done: false });
  await seedHistory(pool, {
    days: env.DEMO_HISTORY_DAYS,
    timeZone: env.HOSPITAL_TIME_ZONE,
    now: now(),
  });
  report({ type: "progress", text, done: true });
}

/** Its nurses, what they have worked, and what they will. */
async function makeUpRosters(env: Env, pool: pg.Pool, plan: HospitalPlan): Promise<void> {
  if (plan !== DEMO_HOSPITAL) return;
  const text = "The demo hospital's nurses and rosters";
  report({ type: "progress", text, done: false });
  await seedDemoRosters(pool, { plan, timeZone: env.HOSPITAL_TIME_ZONE, now: now() });
  report({ type: "progress", text, done: true });
}

/** Before anything that is recorded, and so it is stopped after everything that was. */
async function openAuditTrail(env: Env, pool: pg.Pool, { ownerUrl }: Database) {
  const trail = await keepAuditTrail({
    pool,
    ownerUrl,
    anchorFolder: env.AUDIT_ANCHOR_DIR,
    signingKeyFile: env.AUDIT_SIGNING_KEY_FILE,
    dataDir: env.DATA_DIR,
    timeZone: env.HOSPITAL_TIME_ZONE,
    log,
  });
  onStop(() => trail.stop());
  return trail;
}

async function startLive(
  env: Env,
  parts: Pick<LiveOptions, "pool" | "people" | "identifiers">,
  trail: ServerAuditTrail,
): Promise<{ live: LiveSystem; scorer: Scorer }> {
  // The scorer tells the live state and is told by it: the first to be made is joined afterwards.
  const joined: { live?: LiveSystem } = {};
  const counts = keepInputCounts({ pool: parts.pool, log });
  onStop(() => counts.drain());
  const scorer = await startScorer({
    log,
    modelKey: await modelSigningKey(env.MODEL_SIGNING_PUBLIC_KEY_FILE),
    modelsDir: env.MODELS_DIR,
    onCounted: (version, hours) => counts.keep("deterioration", version, hours),
    onAssessed: (assessments) => joined.live?.assessed(assessments),
    onDown: () => joined.live?.scoringFailed(),
    onRestarted: () => {
      joined.live?.scoringRestarted();
      joined.live?.modelBecame(stateOfModel(scorer));
      trail.note(modelInUse(scorer));
      tellModels(parts.pool, scorer).catch((cause: unknown) =>
        log.error({ cause }, "what became of the models could not be stored"),
      );
    },
  });
  onStop(() => scorer.stop());
  await trail.record(modelInUse(scorer));
  await tellModels(parts.pool, scorer);
  const live = createLive({ ...parts, scorer, log, now });
  joined.live = live;
  live.modelBecame(stateOfModel(scorer));
  await live.start();
  onStop(() => live.stop());
  report({ type: "progress", text: "Scoring and live state", done: true });
  return { live, scorer };
}

/** From now on there is one, and the last is made when intake has stopped and the memory still stands. */
async function startDowntimeReport(env: Env, live: LiveSystem): Promise<DowntimeReport> {
  const report = keepDowntimeReport({
    folder: env.DOWNTIME_DIR,
    keepHours: env.DOWNTIME_KEEP_HOURS,
    timeZone: env.HOSPITAL_TIME_ZONE,
    censuses: live.censuses,
    log,
    now,
  });
  await report.make();
  onStop(() => report.make());
  return report;
}

function regionOf({ FLU_DATA, FLU_REGION, DATA_DIR }: Env): RegionOptions | undefined {
  if (FLU_DATA === undefined || FLU_REGION === undefined) return undefined;
  const source = { at: FLU_DATA, keptIn: join(DATA_DIR, "flu-vintages") };
  return { source, location: FLU_REGION.location };
}

function startJobs(
  env: Env,
  { pool, identity }: { pool: pg.Pool; identity: pg.Pool },
  { ownerUrl, isEmbedded }: Database,
  parts: {
    ingest: Ingest;
    trail: ServerAuditTrail;
    findFiles: FindFiles;
    downtime: DowntimeReport;
    demoJobs: readonly Job[];
  },
): void {
  const { ingest, trail, findFiles, downtime, demoJobs } = parts;
  const settings = { timeZone: env.HOSPITAL_TIME_ZONE, log };
  const census = censusJobs({ timeZone: env.HOSPITAL_TIME_ZONE, region: regionOf(env) });
  const rosters = [drawRosterDemands, reviewRosterGapsOften(settings)];
  const ours = scheduleJobs(
    [
      ...census,
      ...rosters,
      replayRequested(ingest),
      endLapsedEmergencyAccesses(trail),
      warnOfEndingTokens(log),
      measureDrift(settings),
      downtime.job,
      expireSwapsJob,
      expireShiftOffersJob,
      purgeNoticesJob,
      ...demoJobs,
    ],
    { pool },
    settings,
  );
  const catchingUp = catchUp([...census, ...rosters], { pool }, log);
  const sessions = scheduleJobs([endLapsed(trail)], { pool: identity }, settings);
  const upkeepPool = createPool(ownerUrl, { max: 2, options: UPKEEP_SETTINGS });
  upkeepPool.on("error", (cause) => log.warn({ cause }, "idle database connection lost"));
  // The trail is read by its owner alone: the roles that serve people and machines only add to it.
  const incidents = watchIncidents({ audit: trail, eventsAfter: auditEventsAfter });
  const upkeep = scheduleJobs(
    [...maintenanceJobs({ embedded: isEmbedded }), incidents, checkFilesOften(findFiles)],
    { pool: upkeepPool },
    settings,
  );
  onStop(async () => {
    await Promise.all([ours.stop(), catchingUp.stop(), sessions.stop(), upkeep.stop()]);
    await upkeepPool.end();
  });
}

function stateOfModel(scorer: Scorer) {
  return scorer.status().models.deterioration?.state ?? "absent";
}

function modelInUse(scorer: Scorer) {
  const { modelVersion, models } = scorer.status();
  const { deterioration } = models;
  const shipped = deterioration && "version" in deterioration ? deterioration.version : undefined;
  return modelLoaded(modelVersion, shipped, now());
}

/** For the page of models, which reads the database alone. */
async function tellModels(pool: pg.Pool, scorer: Scorer): Promise<void> {
  const { models } = scorer.status();
  for (const name of ServedModel.options) {
    const report = models[name];
    if (report) await saveModelReport(pool, name, report, now());
  }
}

async function openPagesInSteps(
  env: Env,
  database: Database,
  settings: Pick<PagesSettings, "origin" | "ownOrigins" | "secret" | "masterKey">,
): Promise<HttpHandler> {
  if (!env.WEB) return noPages;
  const pages = await openPages({
    ...settings,
    appDatabaseUrl: database.appUrl,
    identityDatabaseUrl: database.identityUrl,
    timeZone: env.HOSPITAL_TIME_ZONE,
    downtimeFolder: env.DOWNTIME_DIR,
    sessionIdleMinutes: env.SESSION_IDLE_MINUTES,
    sessionAbsoluteHours: env.SESSION_ABSOLUTE_HOURS,
    signInsPerAccount: env.SIGN_INS_PER_ACCOUNT,
    clientSecret: await readClientSecret(env),
    accountsFile: database.isEmbedded ? accountsFile(env) : undefined,
    host: env.HOST,
    port: env.PORT,
  });
  report({ type: "progress", text: "Pages", done: true });
  return pages;
}

function accountsFile({ DATA_DIR }: Env): string {
  return join(DATA_DIR, "demo-accounts.json");
}

function listenerStatus(mllp: MllpListener, quarantine: string | undefined): PartStatus {
  const door = `port ${mllp.port}, ${mllp.connections()} connected`;
  return {
    status: mllp.isListening() ? "up" : "down",
    detail: quarantine ? `${door}; ${quarantine}` : door,
  };
}

function pagesProbe({ WEB, HOST, TLS_CERT_FILE }: Env, port: number): () => Promise<PartStatus> {
  if (!WEB) return async () => ({ status: "up", detail: "no pages: WEB=off" });
  const url = ownUrl(HOST, port, { isEncrypted: TLS_CERT_FILE !== undefined });
  return () => probePage(`${url}/sign-in`);
}

function scoringDetail(scorer: Scorer): string {
  const { modelVersion, backend } = scorer.status();
  return modelVersion ? `${modelVersion} on ${backend}` : "NEWS2 alone: no model is loaded";
}

function readEnvOrExit(): Env {
  try {
    return readEnv();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  }
}
