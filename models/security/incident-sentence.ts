import type { Evidence } from "./evidence";
import type { IncidentKind } from "./incident-kind";

const ones = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/** Counted until it was signalled: what goes on is in the audit trail before it is here. */
const atLeast = (count: number, one: string, many?: string) => `at least ${ones(count, one, many)}`;

const listed = (names: readonly string[], otherwise: string): string => {
  const [first] = names;
  if (first === undefined) return otherwise;
  return names.length === 1 ? first : `${first} and ${names.length - 1} more`;
};

interface Named {
  actors: readonly string[];
  subjects: readonly string[];
}

/** What happened, in one sentence. Staff are named by the caller; patients are only counted. */
export function sentenceOf(kind: IncidentKind, evidence: Evidence, named: Named): string {
  const { distinct, addresses, gateways, files } = evidence;
  const who = listed(named.actors, "Somebody");
  const whose = listed([...named.subjects, ...named.actors], "an account");
  const from = listed(addresses, "an unknown address");
  switch (kind) {
    case "credential-stuffing":
      return named.subjects.length > 0
        ? `Passwords of ${atLeast(named.subjects.length, "account")} were tried from ${from}.`
        : `Passwords were tried ${atLeast(distinct, "time")} from ${from} on accounts that do not exist.`;
    case "distributed-guessing":
      return `The password of ${whose} was tried from ${atLeast(addresses.length, "address", "addresses")}.`;
    case "impossible-concurrency":
      return `${who} was active from ${atLeast(addresses.length, "address", "addresses")} within minutes.`;
    case "session-replay":
      return `A session of ${whose} was used ${atLeast(distinct, "time")} after it had ended, from ${from}.`;
    case "gateway-token-replay":
      return `The gateway ${listed(gateways, "unknown")} showed a token or certificate that is not valid, from ${from}.`;
    case "authenticator-cloned":
      return `A passkey of ${whose} answered with a counter that had gone back: there may be two of it.`;
    case "second-factor-replay":
      return `One-time codes of ${whose} were used again ${atLeast(distinct, "time")}.`;
    case "patient-enumeration":
      return `${who} opened ${atLeast(distinct, "patient")} within minutes.`;
    case "encounter-probing":
      return `${who} asked for ${atLeast(distinct, "patient")} and was refused or found none.`;
    case "mass-export":
      return `${who} exported ${atLeast(distinct, "file")} within half an hour.`;
    case "audit-chain-broken":
      return "The audit trail was verified and does not hold: a record was changed, removed or put in.";
    case "file-changed":
      return `${listed(files, "A protected file")} is not what was accepted, and nobody recorded why.`;
    case "sealed-value-changed":
      return `What was sealed does not open any more, ${ones(distinct, "value")}: changed, or its key is gone.`;
    case "model-refused":
      return "The deterioration model does not match its manifest and was not loaded: NEWS2 is shown alone.";
    case "emergency-access-burst":
      return `${who} opened patients of other units in an emergency ${atLeast(distinct, "time")} within an hour.`;
    case "access-refusals":
      return `${named.actors.length > 0 ? who : `Somebody at ${from}`} was refused ${atLeast(distinct, "time")} within minutes.`;
    case "privilege-change-burst":
      return `${who} changed the rights of ${atLeast(distinct, "account")} within a quarter of an hour.`;
  }
}
