import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EncounterId, SessionId, UnitId, UserId } from "../shared/ids";
import type { ExportedAuditEvent } from "./audit-csv";
import { AUDIT_ACTIONS, type AuditActor } from "./audit-event";
import { toFhirAuditEvent } from "./fhir-audit-event";

// What FHIR R4 asks of an AuditEvent: http://hl7.org/fhir/R4/auditevent.html, elements and bindings.
const Coding = z.strictObject({
  system: z.string().regex(/^(https?:\/\/|urn:)/),
  code: z.string().min(1),
  display: z.string().min(1),
});
const CodeableConcept = z.strictObject({
  coding: z.array(Coding).min(1),
  text: z.string().optional(),
});
const Reference = z
  .strictObject({
    type: z.string().optional(),
    identifier: z.strictObject({ system: z.string(), value: z.string() }).optional(),
    display: z.string().optional(),
  })
  .refine(({ identifier, display }) => identifier !== undefined || display !== undefined);
const FhirAuditEvent = z.strictObject({
  resourceType: z.literal("AuditEvent"),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  type: Coding, // 1..1
  subtype: z.array(Coding),
  action: z.enum(["C", "R", "U", "D", "E"]),
  period: z.strictObject({ start: z.iso.datetime() }),
  recorded: z.iso.datetime(), // 1..1
  outcome: z.enum(["0", "4", "8", "12"]),
  outcomeDesc: z.string().optional(),
  purposeOfEvent: z.array(CodeableConcept).optional(),
  agent: z
    .array(
      z.strictObject({
        type: CodeableConcept.optional(),
        who: Reference.optional(),
        altId: z.string().optional(),
        name: z.string().optional(),
        requestor: z.boolean(), // 1..1
        policy: z.array(z.string().regex(/^urn:/)).optional(),
        network: z
          .strictObject({ address: z.string(), type: z.enum(["1", "2", "3", "4", "5"]) })
          .optional(),
      }),
    )
    .min(1), // 1..*
  source: z.strictObject({ site: z.string(), observer: Reference, type: z.array(Coding) }), // 1..1
  entity: z.array(
    z.strictObject({
      what: Reference.optional(),
      type: Coding,
      role: Coding,
      name: z.string().optional(),
      detail: z
        .array(z.strictObject({ type: z.string().min(1), valueString: z.string() }))
        .optional(),
    }),
  ),
});

const id = (last: number) => `9b2f4c1e-8a53-4f0e-9d27-${String(last).padStart(12, "0")}`;
const user: AuditActor = {
  kind: "user",
  userId: UserId.parse(id(1)),
  sessionId: SessionId.parse(id(2)),
};

const event = (changes: Partial<ExportedAuditEvent> = {}): ExportedAuditEvent => ({
  sequence: 7,
  eventId: id(9),
  occurredAt: new Date("2026-03-01T10:00:00.123Z"),
  recordedAt: new Date("2026-03-01T10:00:00.125Z"),
  hash: "ab".repeat(32),
  action: "patient:viewed",
  outcome: "permitted",
  actor: user,
  permission: "unit:watch",
  basis: "own-unit",
  unitId: UnitId.parse(id(3)),
  encounterId: EncounterId.parse(id(4)),
  subjectUserId: UserId.parse(id(5)),
  address: "192.0.2.7",
  details: { range: "24h", count: 3, nothing: null },
  ...changes,
});

describe("a record as FHIR R4", () => {
  it.each(AUDIT_ACTIONS)("has what the standard requires: %s", (action) => {
    const actors: AuditActor[] = [
      user,
      { kind: "gateway", name: "icu-1" },
      { kind: "system" },
      { kind: "anonymous" },
    ];
    for (const actor of actors) {
      FhirAuditEvent.parse(toFhirAuditEvent(event({ action, actor })));
      const bare = {
        sequence: 1,
        eventId: id(9),
        occurredAt: new Date(),
        recordedAt: new Date(),
        hash: "",
      };
      FhirAuditEvent.parse(toFhirAuditEvent({ ...bare, action, actor, outcome: "failed" }));
    }
  });

  it("says who, what, when, whose and from where", () => {
    expect(toFhirAuditEvent(event())).toMatchObject({
      recorded: "2026-03-01T10:00:00.125Z",
      action: "R",
      outcome: "0",
      agent: [
        {
          who: { identifier: { value: `urn:uuid:${id(1)}` } },
          network: { address: "192.0.2.7", type: "2" },
          policy: ["urn:wardcast:permission:unit:watch"],
        },
      ],
      entity: expect.arrayContaining([
        expect.objectContaining({
          what: {
            type: "Encounter",
            identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id(4)}` },
          },
        }),
      ]),
    });
  });

  it.each([
    ["board:viewed", "110112"],
    ["trends:exported", "110106"],
    ["audit:exported", "110106"],
    ["sign-in:failed", "110114"],
    ["access:refused", "110113"],
    ["patient:viewed", "rest"],
  ] as const)("has the code of %s", (action, code) => {
    expect(toFhirAuditEvent(event({ action })).type.code).toBe(code);
  });

  it("tells emergency access apart, where it begins and in what it opens", () => {
    const began = toFhirAuditEvent(event({ action: "emergency-access:began" }));
    expect(began.type.code).toBe("110113");
    expect(began.subtype.map(({ code }) => code)).toContain("110127");
    const opened = toFhirAuditEvent(event({ basis: "emergency-access" }));
    expect(opened.purposeOfEvent?.[0]?.coding[0]?.code).toBe("BTG");
  });

  it.each([
    ["permitted", "0"],
    ["refused", "4"],
    ["failed", "8"],
  ] as const)("gives the outcome %s as %s", (outcome, code) => {
    expect(toFhirAuditEvent(event({ outcome })).outcome).toBe(code);
  });

  it("keeps the place in the chain", () => {
    const detail = JSON.stringify(toFhirAuditEvent(event()).entity);
    expect(detail).toContain('{"type":"sequence","valueString":"7"}');
    expect(detail).toContain(`{"type":"sha256","valueString":"${"ab".repeat(32)}"}`);
  });
});
