import "server-only";
import { z } from "zod";

const Env = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  NEXTAUTH_SECRET: z.string().min(32),
  /** The address people type. */
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  /** The origins that requests of our pages come from. */
  OWN_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(" ").filter(Boolean)),
  /** A minute. */
  SIGN_INS_PER_ACCOUNT: z.coerce.number().int().min(1).default(20),
  HOSPITAL_TIME_ZONE: z.string().min(1).default("Europe/London"),
  SESSION_IDLE_MINUTES: z.coerce.number().positive().max(720).default(15),
  SESSION_ABSOLUTE_HOURS: z.coerce.number().positive().max(72).default(12),
  /** Where the passwords of the demo accounts are kept; set only when the database is the embedded one. */
  DEMO_ACCOUNTS_FILE: z.string().min(1).optional(),
});

type Env = z.infer<typeof Env>;

let parsed: Env | undefined;

/** Read at the first request, not on import: a build has no environment. */
export function env(): Env {
  if (parsed) return parsed;

  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = Env.safeParse(given);
  if (!result.success) throw new Error(`Invalid environment\n${z.prettifyError(result.error)}`);
  return (parsed = result.data);
}
