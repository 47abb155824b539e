import { afterAll, beforeAll, expect, it } from "vitest";
import { findPendingSession } from "#db/pending-sessions";
import { secondFactorsOf, totpFactorsOf } from "#db/second-factors";
import { totpCode, totpStep } from "#models/access/totp";
import { beginPasskey, beginTotp, confirmPasskey, confirmTotp } from "./enrol";
import { TestAuthenticator } from "./testing-authenticator";
import {
  again,
  enrolApp,
  enrolPasskey,
  NOW,
  openWard,
  RP,
  seconds,
  somebody,
  type Ward,
} from "./testing-people";

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
});
afterAll(() => ward.database.stop());

const name = "Phone";
const present = (secret: string, now = NOW) => totpCode(secret, totpStep(now));

it("enrols an app when its code was shown, with ten recovery codes", async () => {
  const who = await somebody(ward);
  const { secret } = await beginTotp(who, ward.at());
  expect(await secondFactorsOf(ward.database.pool, who.userId)).toEqual([]);

  const { recoveryCodes } = await confirmTotp(who, { code: present(secret), name }, ward.at());

  expect(new Set(recoveryCodes).size).toBe(10);
  const factors = await secondFactorsOf(ward.database.pool, who.userId);
  expect(factors).toMatchObject([{ kind: "totp", name: "Phone", lastUsedAt: null }]);
  const pending = await findPendingSession(ward.database.pool, who.sessionId, NOW);
  expect(pending).toMatchObject({ hasSecondFactor: true, hasEnrolled: true });
});

it("keeps no secret and no code that can be read in the database", async () => {
  const who = await somebody(ward);
  const { secret, recoveryCodes } = await enrolApp(ward, who);

  const [factor] = await totpFactorsOf(ward.database.pool, who.userId);
  expect(factor!.totpSecret.includes(Buffer.from(secret))).toBe(false);
  const { rows } = await ward.database.pool.query<{ text: string }>(
    "select recovery_codes::text as text from recovery_codes where user_id = $1",
    [who.userId],
  );
  expect(rows).toHaveLength(10);
  for (const { text } of rows)
    for (const code of recoveryCodes) expect(text).not.toContain(code.replaceAll("-", ""));
});

it("enrols nothing for a wrong code, and lets one try again", async () => {
  const who = await somebody(ward);
  const { secret } = await beginTotp(who, ward.at());
  const wrong = confirmTotp(who, { code: present(secret, seconds(300)), name }, ward.at());
  await expect(wrong).rejects.toMatchObject({ code: "invalid-input" });
  expect(await secondFactorsOf(ward.database.pool, who.userId)).toEqual([]);

  await confirmTotp(who, { code: present(secret), name }, ward.at());
  expect(await secondFactorsOf(ward.database.pool, who.userId)).toHaveLength(1);
});

it("enrols the newest secret shown, and one that is ten minutes old no more", async () => {
  const who = await somebody(ward);
  const { secret: first } = await beginTotp(who, ward.at());
  const { secret: second } = await beginTotp(who, ward.at());

  const old = confirmTotp(who, { code: present(first), name }, ward.at());
  await expect(old).rejects.toMatchObject({ code: "invalid-input" });
  const late = seconds(600);
  const tooLate = confirmTotp(who, { code: present(second, late), name }, ward.at(late));
  await expect(tooLate).rejects.toMatchObject({ code: "not-found" });
});

it("makes one factor of two confirmations at once", async () => {
  const who = await somebody(ward);
  const { secret } = await beginTotp(who, ward.at());
  const confirm = () => confirmTotp(who, { code: present(secret), name }, ward.at());

  await Promise.allSettled([confirm(), confirm()]);

  expect(await secondFactorsOf(ward.database.pool, who.userId)).toHaveLength(1);
});

it("lets nobody add a second one who has only the password", async () => {
  const who = await somebody(ward);
  const thief = { ...who, ...(await again(ward, who)), isPending: true };
  const { secret } = await beginTotp(thief, ward.at());
  const { challenge } = await beginPasskey(thief, ward.at());
  await enrolApp(ward, who);

  const app = confirmTotp(thief, { code: present(secret), name }, ward.at());
  await expect(app).rejects.toMatchObject({ code: "forbidden" });
  const attestation = new TestAuthenticator(RP).make(challenge);
  const passkey = confirmPasskey(thief, { attestation, name }, ward.at());
  await expect(passkey).rejects.toMatchObject({ code: "forbidden" });
  expect(await secondFactorsOf(ward.database.pool, who.userId)).toHaveLength(1);
});

it("keeps the recovery codes when another factor is added", async () => {
  const who = await somebody(ward);
  await enrolApp(ward, who);
  const signedIn = { ...who, isPending: false };
  const { secret } = await beginTotp(signedIn, ward.at());

  const added = await confirmTotp(signedIn, { code: present(secret), name }, ward.at());

  expect(added.recoveryCodes).toBeUndefined();
});

it("stops at ten factors", async () => {
  const who = await somebody(ward);
  await enrolApp(ward, who);
  const signedIn = { ...who, isPending: false };
  for (let count = 1; count < 10; count += 1) await enrolPasskey(ward, signedIn);

  await expect(enrolPasskey(ward, signedIn)).rejects.toMatchObject({ code: "conflict" });
});

it.each([
  ["for another site", { rpId: "elsewhere.test" }],
  ["on another page", { origin: "https://elsewhere.test" }],
  ["without verifying its holder", { isUserVerified: false }],
] as const)("enrols no passkey that was made %s", async (_what, claims) => {
  const who = await somebody(ward);
  const { challenge } = await beginPasskey(who, ward.at());
  const attestation = new TestAuthenticator(RP).make(challenge, claims);

  const added = confirmPasskey(who, { attestation, name }, ward.at());

  await expect(added).rejects.toMatchObject({ code: "invalid-input" });
});

it("takes a challenge once, for five minutes, and in its own session", async () => {
  const who = await somebody(ward);
  const other = await somebody(ward);
  const answer = async (now: Date, session = who) => {
    const { challenge } = await beginPasskey(who, ward.at());
    const attestation = new TestAuthenticator(RP).make(challenge);
    return confirmPasskey(session, { attestation, name }, ward.at(now));
  };
  const refused = { code: "invalid-input" };
  await expect(answer(seconds(300))).rejects.toMatchObject(refused);
  await expect(answer(NOW, other)).rejects.toMatchObject(refused);

  const { challenge } = await beginPasskey(who, ward.at());
  const attestation = new TestAuthenticator(RP).make(challenge);
  await confirmPasskey(who, { attestation, name }, ward.at());
  const repeated = confirmPasskey({ ...who, isPending: false }, { attestation, name }, ward.at());
  await expect(repeated).rejects.toMatchObject(refused);
});

it("gives one passkey to one account", async () => {
  const [who, other] = [await somebody(ward), await somebody(ward)];
  const authenticator = await enrolPasskey(ward, who);
  const { challenge } = await beginPasskey(other, ward.at());
  const attestation = authenticator.make(challenge);

  const stolen = confirmPasskey(other, { attestation, name }, ward.at());

  await expect(stolen).rejects.toMatchObject({ code: "conflict" });
});
