import { expect, it } from "vitest";
import type { AuditEvent } from "#models/audit/audit-event";
import { certificateSenders } from "./certificate-senders";
import type { CertificateRecognition } from "./gateway-directory";

const north = { gatewayId: "1", name: "north" };

function sendersWhere(found: CertificateRecognition) {
  const recorded: AuditEvent[] = [];
  const senders = certificateSenders({
    directory: {
      byToken: async () => ({ kind: "unknown" }),
      byCertificate: async () => found,
      forget: () => undefined,
    },
    audit: { record: async (...events) => void recorded.push(...events) },
    log: { info() {}, warn() {}, error() {} },
    now: () => 0,
  });
  return { identify: () => senders.identify("aa", "10.0.0.5"), recorded };
}

it("names the gateway whose certificate it is", async () => {
  const { identify, recorded } = sendersWhere({ kind: "good", gateway: north });
  expect(await identify()).toEqual({ isAdmitted: true, sender: "gateway north" });
  expect(recorded).toEqual([]);
});

it("lets any certificate of the authority in while no gateway has one of its own", async () => {
  const { identify } = sendersWhere({ kind: "unknown", isInUse: false });
  expect(await identify()).toEqual({ isAdmitted: true });
});

it.each([
  [{ kind: "unknown", isInUse: true }, "certificate-unknown", { kind: "anonymous" }],
  [{ kind: "revoked", gateway: north }, "certificate-revoked", { kind: "gateway", name: "north" }],
] as const)("keeps %j out, and tells the audit trail once", async (found, reason, actor) => {
  const { identify, recorded } = sendersWhere(found);
  expect(await identify()).toEqual({ isAdmitted: false });
  await identify();
  expect(recorded).toMatchObject([
    {
      action: "gateway:refused",
      outcome: "refused",
      actor,
      address: "10.0.0.5",
      details: { reason },
    },
  ]);
});
