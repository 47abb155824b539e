"use server";

import { revalidatePath } from "next/cache";
import QRCode from "qrcode";
import { z } from "zod";
import {
  PasskeyAttestation,
  SecondFactorName,
  type SecondFactorKind,
  TotpCode,
} from "#models/access/second-factor";
import { AppError, type AppErrorCode } from "#models/shared/errors";
import { ActionRefusal, perform, refuse } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { audited, recordOf } from "@/_lib/audit";
import {
  beginPasskey,
  beginTotp,
  confirmPasskey,
  confirmTotp,
  type Enrolled,
  type Enroller,
} from "@/_lib/sign-in/enrol";
import { enroller } from "@/_lib/sign-in/enroller";
import { opening } from "@/_lib/sign-in/opening";

const Nothing = z.null();
const NewTotp = z.object({ code: TotpCode, name: SecondFactorName });
const NewPasskey = z.object({ attestation: PasskeyAttestation, name: SecondFactorName });

export interface TotpOffer {
  secret: string;
  /** An image of the address that the app reads. */
  qrCode: string;
}

/** The edge of adding a factor: signed in and fresh, or on the way in without one. */
async function enrolling<Schema extends z.ZodType, T>(
  input: Schema,
  given: z.input<Schema>,
  run: (input: z.output<Schema>, who: Enroller) => Promise<T>,
): Promise<ActionResult<T>> {
  const who = await enroller();
  return who.ok ? perform({ input, run }, given, who.value) : refuse(who.error);
}

export async function offerTotp(): Promise<ActionResult<TotpOffer>> {
  return enrolling(Nothing, null, async (_, who) => {
    const { secret, url } = await beginTotp(who, await opening());
    const svg = await QRCode.toString(url, { type: "svg", margin: 2 });
    const qrCode = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    return { secret, qrCode };
  });
}

export async function addTotp(input: z.input<typeof NewTotp>): Promise<ActionResult<Enrolled>> {
  return enrolling(NewTotp, input, async (given, who) => {
    const confirm = async () => confirmTotp(who, given, await opening());
    return explained(() => recorded(who, "totp", confirm), {
      "not-found": "This took too long. Start again with a new QR code.",
      "invalid-input":
        "That is not the code of this secret. Look whether the phone's clock is right, and type the code it shows now.",
    });
  });
}

export async function offerPasskey(): Promise<
  ActionResult<Awaited<ReturnType<typeof beginPasskey>>>
> {
  return enrolling(Nothing, null, async (_, who) => beginPasskey(who, await opening()));
}

export async function addPasskey(
  input: z.input<typeof NewPasskey>,
): Promise<ActionResult<Enrolled>> {
  return enrolling(NewPasskey, input, async (given, who) => {
    const confirm = async () => confirmPasskey(who, given, await opening());
    return explained(() => recorded(who, "passkey", confirm), {
      "invalid-input": "The passkey's answer did not fit, or came too late. Try again.",
      conflict: "This passkey is enrolled already, or the account has as many as it may have.",
    });
  });
}

/** Words that fit what was tried, for the failures that a person can do something about. */
async function explained<T>(
  work: () => Promise<T>,
  messages: Partial<Record<AppErrorCode, string>>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof AppError ? messages[cause.code] : undefined;
    if (cause instanceof AppError && message)
      throw new ActionRefusal(cause.code, message, { cause });
    throw cause;
  }
}

async function recorded(
  who: Enroller,
  kind: SecondFactorKind,
  confirm: () => Promise<Enrolled>,
): Promise<Enrolled> {
  const enrol = audited(
    () => ({
      action: "second-factor:enrolled",
      basis: "self",
      details: { kind, isFirst: who.isPending },
    }),
    confirm,
  );
  const enrolled = await enrol(null, who);
  // Whether there are any is only known now. Without the record nobody is shown them.
  if (enrolled.recoveryCodes)
    await recordOf(who, { action: "recovery-codes:renewed", basis: "self" });
  if (!who.isPending) revalidatePath("/account/second-factors");
  return enrolled;
}
