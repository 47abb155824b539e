import { AlertPolicy } from "#models/alerts/alert-policy";
import { type AlertPriority } from "#models/alerts/alert";
import { ESCALATION_ROLES, type EscalationRole } from "#models/alerts/escalation";

/** What a number's field holds while somebody types: nothing is the empty text. */
type Entered = number | string;

type Draft<T> = T extends number
  ? Entered
  : T extends readonly (infer Each)[]
    ? Draft<Each>[]
    : T extends object
      ? { [Key in keyof T]: Draft<T[Key]> }
      : T;

type Limit = AlertPolicy["singleSign"]["limits"][number];

/** Empty: no limit on that side. */
export type LimitDraft = Pick<Limit, "kind" | "priority"> & { low: Entered; high: Entered };

export interface RungDraft {
  isAsked: boolean;
  contact: string;
  waitMinutes: Record<AlertPriority, Entered>;
}

/**
 * A policy as its form holds it: not necessarily one yet. The ladder has every role in its place, asked or
 * not, because no other order of them is a ladder.
 */
export type PolicyDraft = Omit<Draft<AlertPolicy>, "ladder" | "singleSign"> & {
  singleSign: Omit<Draft<AlertPolicy["singleSign"]>, "limits"> & { limits: LimitDraft[] };
  ladder: Record<EscalationRole, RungDraft>;
};

/** A policy for the form. A role that it does not ask is offered the house's times. */
export function draftOf(policy: AlertPolicy, house: AlertPolicy): PolicyDraft {
  const rungOf = (role: EscalationRole): RungDraft => {
    const own = policy.ladder.find((rung) => rung.role === role);
    const rung = own ?? house.ladder.find((each) => each.role === role);
    return {
      isAsked: own !== undefined,
      contact: rung?.contact ?? "",
      waitMinutes: rung?.waitMinutes ?? { high: "", medium: "", low: "" },
    };
  };
  return structuredClone({
    ...policy,
    singleSign: {
      ...policy.singleSign,
      limits: policy.singleSign.limits.map(({ low = "", high = "", ...limit }) => ({
        ...{ ...limit, low, high },
      })),
    },
    ladder: {
      nurse: rungOf("nurse"),
      "charge-nurse": rungOf("charge-nurse"),
      "rapid-response": rungOf("rapid-response"),
      physician: rungOf("physician"),
    },
  });
}

export type ParsedDraft =
  | { policy: AlertPolicy; errors?: undefined }
  /** Messages by the path of their field in the draft. */
  | { policy?: undefined; errors: Record<string, string> };

/** The policy of a form, or what is wrong where, in the words of the policy's own schema. */
export function parseDraft(draft: PolicyDraft): ParsedDraft {
  const asked = ESCALATION_ROLES.filter((role) => draft.ladder[role].isAsked);
  const parsed = AlertPolicy.safeParse(
    {
      ...draft,
      singleSign: { ...draft.singleSign, limits: draft.singleSign.limits.map(toLimit) },
      ladder: asked.map((role) => {
        const { contact, waitMinutes } = draft.ladder[role];
        return { role, contact, waitMinutes };
      }),
    },
    { error: explain },
  );
  if (parsed.success) return { policy: parsed.data };

  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[pathInDraft(path, asked)] ??= message;
  return { errors };
}

const toLimit = ({ low, high, ...limit }: LimitDraft) => ({
  ...limit,
  ...(low !== "" && { low }),
  ...(high !== "" && { high }),
});

/** The schema counts rungs, the form names them; and a limit's fault is said once, at its lower side. */
function pathInDraft(path: readonly PropertyKey[], asked: readonly EscalationRole[]): string {
  const [part, second, ...rest] = path;
  if (part === "ladder" && typeof second === "number")
    return ["ladder", asked[second] ?? "", ...rest].map(String).join(".");
  if (part === "singleSign" && second === "limits" && rest.length === 1)
    return [...path, "low"].map(String).join(".");
  return path.map(String).join(".");
}

/** Shares are typed as percentages. */
const SHARES = ["threshold", "rearmShare"];

interface Issue {
  code?: string | undefined;
  path?: readonly PropertyKey[] | undefined;
  expected?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  origin?: unknown;
}

/** What Zod finds, for who typed it. Undefined where the schema has words of its own. */
function explain({ code, path = [], expected, minimum, maximum, origin }: Issue): string {
  const isShare = SHARES.includes(String(path.at(-1)));
  const amount = (limit: unknown): string =>
    isShare ? `${Math.round(Number(limit) * 1_000) / 10} %` : String(limit);
  if (code === "invalid_type")
    return expected === "int" ? "A whole number." : "A number is needed.";
  if (code === "too_small" && origin === "array") return "At least one is needed.";
  if (code === "too_small") return `At least ${amount(minimum)}.`;
  if (code === "too_big" && origin === "array") return `At most ${String(maximum)} of them.`;
  if (code === "too_big" && origin === "string") return `At most ${String(maximum)} characters.`;
  return code === "too_big" ? `At most ${amount(maximum)}.` : "This is not possible here.";
}

/** What stands at a path such as `ladder.nurse.contact`. */
export function valueAt(draft: unknown, path: string): unknown {
  let value = draft;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    const found: unknown = Reflect.get(value, key);
    value = found;
  }
  return value;
}
