import { resolve } from "node:path";
import { z } from "zod";
import { DEMO_HOSPITAL, type HospitalPlan, loadTestHospital } from "#models/hospital/demo-hospital";
import { type AddressList, parseAddressList } from "./http/client-address";
import { productionProblems } from "./production-rules";

const Port = z.coerce.number().int().min(0).max(65_535);
const Switch = z.enum(["on", "off"]).transform((value) => value === "on");

const knownTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en-GB", { timeZone: zone }));
  } catch {
    return false;
  }
};

const HospitalPlanName = z
  .string()
  .regex(
    /^(none|demo|load-test:[1-9]\d{0,3})$/,
    "must be none, demo or load-test:<beds, 1 to 9999>",
  )
  .transform((name): HospitalPlan | "none" => {
    if (name === "none") return name;
    const [, beds] = name.split(":");
    return beds ? loadTestHospital(Number(beds)) : DEMO_HOSPITAL;
  });

const Addresses = z.string().transform((text, context): AddressList => {
  try {
    return parseAddressList(text);
  } catch (cause) {
    context.addIssue({ code: "custom", message: cause instanceof Error ? cause.message : "" });
    return z.NEVER;
  }
});

/** How often one caller may do something; see `http/rate-limits.ts`. */
const Limit = (usual: number) => z.coerce.number().int().min(1).max(1_000_000).default(usual);

const Env = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: Port.default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    TLS_CERT_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    TLS_CLIENT_CA_FILE: z.string().min(1).optional(),
    TRUSTED_PROXY: Addresses.optional(),
    MLLP_HOST: z.string().min(1).default("127.0.0.1"),
    MLLP_PORT: Port.default(2575),
    MLLP_TLS_CERT_FILE: z.string().min(1).optional(),
    MLLP_TLS_KEY_FILE: z.string().min(1).optional(),
    MLLP_TLS_CA_FILE: z.string().min(1).optional(),
    DATA_DIR: z
      .string()
      .min(1)
      .default(".data")
      .transform((path) => resolve(path)),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    DATABASE_CA_FILE: z
      .string()
      .min(1)
      .transform((path) => resolve(path))
      .optional(),
    ALLOW_EMBEDDED_DATABASE: z.literal("1").optional(),
    HOSPITAL_PLAN: HospitalPlanName.optional(),
    HOSPITAL_TIME_ZONE: z
      .string()
      .refine(knownTimeZone, "is not an IANA time zone this machine knows")
      .default("Europe/London"),
    NEXTAUTH_SECRET: z.string().min(32).optional(),
    SESSION_IDLE_MINUTES: z.coerce.number().positive().max(720).default(15),
    SESSION_ABSOLUTE_HOURS: z.coerce.number().positive().max(72).default(12),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    WEB: Switch.prefault("on"),
    REQUESTS_PER_ADDRESS: Limit(200),
    REQUESTS_PER_SESSION: Limit(50),
    SIGN_INS_PER_ADDRESS: Limit(60),
    SIGN_INS_PER_ACCOUNT: Limit(20),
    HANDSHAKES_PER_ADDRESS: Limit(50),
    SOCKETS_PER_ADDRESS: Limit(1_000),
    CONNECTIONS_PER_ADDRESS: Limit(1_000),
    INGEST_PER_GATEWAY: Limit(2_000),
  })
  .superRefine((env, context) => {
    const complain = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });

    if (env.MLLP_TLS_CERT_FILE && !env.MLLP_TLS_KEY_FILE)
      complain("MLLP_TLS_KEY_FILE", "is needed beside MLLP_TLS_CERT_FILE");
    if (env.MLLP_TLS_KEY_FILE && !env.MLLP_TLS_CERT_FILE)
      complain("MLLP_TLS_CERT_FILE", "is needed beside MLLP_TLS_KEY_FILE");
    if (env.MLLP_TLS_CA_FILE && !env.MLLP_TLS_CERT_FILE)
      complain("MLLP_TLS_CERT_FILE", "is needed before clients' certificates can be asked for");
    if (env.TLS_CERT_FILE && !env.TLS_KEY_FILE)
      complain("TLS_KEY_FILE", "is needed beside TLS_CERT_FILE");
    if (env.TLS_KEY_FILE && !env.TLS_CERT_FILE)
      complain("TLS_CERT_FILE", "is needed beside TLS_KEY_FILE");
    if (env.TLS_CLIENT_CA_FILE && !env.TLS_CERT_FILE)
      complain("TLS_CERT_FILE", "is needed before gateways' certificates can be asked for");
    for (const [name, problem] of productionProblems(env)) complain(name, problem);
  })
  .transform((env) => ({ ...env, HOSPITAL_PLAN: env.HOSPITAL_PLAN ?? planUnlessNamed(env) }));

/** A hospital's own server is not filled with a demonstration that nobody asked for. */
const planUnlessNamed = (env: { NODE_ENV: string; DATABASE_URL?: string | undefined }) =>
  env.NODE_ENV === "production" && env.DATABASE_URL ? "none" : DEMO_HOSPITAL;

export type Env = z.infer<typeof Env>;

/** The one place this process reads its environment; a bad value stops it here, by name. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // A variable set to nothing is a variable not set: that is what an empty line in an .env file means.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Env.safeParse(given);
  if (parsed.success) return parsed.data;

  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The environment is not usable:\n${problems.join("\n")}\nSee .env.example.`);
}
