"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { addGateway, bindCertificate, revokeGateway, rotateGatewayToken } from "#db/gateways";
import {
  LONGEST_TOKEN_LIFETIME_DAYS,
  LONGEST_TOKEN_OVERLAP_HOURS,
  parseFingerprint,
} from "#models/access/gateway-token";
import { AppError } from "#models/shared/errors";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";

const permission = "gateway:manage";
const rule = { permission, basis: "role" } as const;

const GatewayName = z
  .string()
  .trim()
  .min(1, "A name is needed.")
  .max(80, "A name may have 80 characters at most.")
  .regex(/^[^\p{C}|^~\\&]+$/u, "A name may not contain control characters or | ^ ~ \\ &.");
const LifetimeDays = z.number().int().min(1).max(LONGEST_TOKEN_LIFETIME_DAYS);
const NewGateway = z.object({ name: GatewayName, lifetimeDays: LifetimeDays });
const Rotation = NewGateway.extend({
  overlapHours: z.number().min(0).max(LONGEST_TOKEN_OVERLAP_HOURS),
});
const OneGateway = z.object({ name: GatewayName });
const Binding = OneGateway.extend({
  /** Empty: none any more. */
  certificate: z.string().max(200),
});

const NOT_IN_USE = "This gateway has been revoked meanwhile.";

const explain =
  (message: string) =>
  (cause: unknown): never => {
    if (cause instanceof AppError && cause.code === "conflict")
      throw new ActionRefusal("conflict", message, { cause });
    throw cause;
  };

/** The token is answered once, and kept only as its hash. */
export async function addOneGateway(
  input: z.input<typeof NewGateway>,
): Promise<ActionResult<{ token: string }>> {
  return action({
    permission,
    input: NewGateway,
    audit: ({ name, lifetimeDays }) => ({
      action: "gateway:added",
      ...rule,
      details: { gateway: name, lifetimeDays },
    }),
    run: async ({ name, lifetimeDays }, session) => {
      const token = await asActor(session, (db) => addGateway(db, name, { lifetimeDays })).catch(
        explain("There is, or was, a gateway of that name. Choose another."),
      );
      revalidatePath("/admin/gateways");
      return { token };
    },
  })(input);
}

/** The new token is answered once; the old one goes on for the overlap. */
export async function rotateToken(
  input: z.input<typeof Rotation>,
): Promise<ActionResult<{ token: string }>> {
  return action({
    permission,
    input: Rotation,
    audit: ({ name, ...life }) => ({
      action: "gateway:rotated",
      ...rule,
      details: { gateway: name, ...life },
    }),
    run: async ({ name, ...life }, session) => {
      const token = await asActor(session, (db) => rotateGatewayToken(db, name, life));
      if (!token) throw new ActionRefusal("conflict", NOT_IN_USE);
      revalidatePath("/admin/gateways");
      return { token };
    },
  })(input);
}

export async function revokeOneGateway(
  input: z.input<typeof OneGateway>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: OneGateway,
    audit: ({ name }) => ({ action: "gateway:revoked", ...rule, details: { gateway: name } }),
    run: async ({ name }, session) => {
      const isRevoked = await asActor(session, (db) => revokeGateway(db, name));
      if (!isRevoked) throw new ActionRefusal("conflict", NOT_IN_USE);
      revalidatePath("/admin/gateways");
      return null;
    },
  })(input);
}

export async function bindOneCertificate(
  input: z.input<typeof Binding>,
): Promise<ActionResult<null>> {
  return action({
    permission,
    input: Binding,
    audit: ({ name, certificate }) => ({
      action: "gateway:rotated",
      ...rule,
      details: { gateway: name, certificate: certificate.trim() !== "" },
    }),
    run: async ({ name, certificate }, session) => {
      const sha256 = certificate.trim() === "" ? null : parseFingerprint(certificate);
      if (sha256 === undefined)
        throw new ActionRefusal(
          "invalid-input",
          "That is not a SHA-256 fingerprint: 64 hexadecimal digits, with colons or without.",
        );
      const isBound = await asActor(session, (db) => bindCertificate(db, name, sha256)).catch(
        explain("That certificate is another gateway's."),
      );
      if (!isBound) throw new ActionRefusal("conflict", NOT_IN_USE);
      revalidatePath("/admin/gateways");
      return null;
    },
  })(input);
}
