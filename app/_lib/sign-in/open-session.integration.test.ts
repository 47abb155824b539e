import { afterAll, beforeAll, expect, it } from "vitest";
import { findSessionAwaitingPassword } from "#db/issued-passwords";
import { issueChallenge } from "#db/passkey-challenges";
import { recoveryCodesLeft, renewRecoveryCodes } from "#db/recovery-codes";
import { removeAllSecondFactors } from "#db/second-factors";
import { findLiveSession } from "#db/sessions";
import { resetPassword } from "#db/users";
import { parseRecoveryCode } from "#models/access/recovery-code";
import { totpCode, totpStep } from "#models/access/totp";
import { openSession, openSessionByPasskey } from "./open-session";
import { stepUp } from "./step-up";
import type { Claims, TestAuthenticator } from "./testing-authenticator";
import {
  again,
  enrolApp,
  enrolPasskey,
  NOW,
  openWard,
  seconds,
  somebody,
  type Ward,
} from "./testing-people";

let ward: Ward;
beforeAll(async () => {
  ward = await openWard();
});
afterAll(() => ward.database.stop());

const WRONG = { ok: false, error: "wrong" };
const REUSED = { ok: false, error: "reused" };
const app = (secret: string, now = NOW) =>
  ({ kind: "totp", code: totpCode(secret, totpStep(now)) }) as const;
const recovery = (code: string) =>
  ({ kind: "recovery-code", code: parseRecoveryCode(code) ?? "" }) as const;

async function prove(
  authenticator: TestAuthenticator,
  sessionId: Awaited<ReturnType<typeof again>>["sessionId"],
  claims?: Claims,
) {
  const purpose = { purpose: "prove", sessionId } as const;
  const challenge = await issueChallenge(ward.database.pool, purpose, NOW);
  return { kind: "passkey", assertion: authenticator.sign(challenge, claims) } as const;
}

it("opens a full session of another id for a right code, fresh, and ends the pending one", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const pending = await again(ward, who);

  const opened = await openSession(pending, app(secret), ward.at());

  if (!opened.ok) throw new Error(opened.error);
  expect(opened.value).toMatchObject({ kind: "totp" });
  expect(opened.value.sessionId).not.toBe(pending.sessionId);
  const live = await findLiveSession(ward.database.pool, opened.value.sessionId, NOW);
  expect(live).toMatchObject({ userId: who.userId, secondFactorAt: NOW, steppedUpAt: NOW });
  // The same pending session once more, with the next code, which is unused.
  const repeated = await openSession(pending, app(secret, seconds(30)), ward.at());
  expect(repeated).toEqual(WRONG);
});

it("takes each code once, in whatever session and however fast", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const pending = await Promise.all([again(ward, who), again(ward, who), again(ward, who)]);

  const all = await Promise.all(
    pending.map((session) => openSession(session, app(secret), ward.at())),
  );

  expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  expect(all.filter(({ ok }) => !ok)).toEqual([REUSED, REUSED]);
});

it("takes no code that is older than one that was used", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  await openSession(await again(ward, who), app(secret, seconds(30)), ward.at());

  expect(await openSession(await again(ward, who), app(secret), ward.at())).toEqual(REUSED);
});

it("takes no code of another account", async () => {
  const [who, other] = [await somebody(ward), await somebody(ward)];
  await enrolApp(ward, who);
  const { secret } = await enrolApp(ward, other);

  expect(await openSession(await again(ward, who), app(secret), ward.at())).toEqual(WRONG);
});

it("locks at the fifth wrong code, for the right one too", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const pending = await again(ward, who);
  const wrong = { kind: "totp", code: totpCode(secret, totpStep(seconds(600))) } as const;
  for (let attempt = 1; attempt < 5; attempt += 1)
    expect(await openSession(pending, wrong, ward.at())).toEqual(WRONG);

  expect(await openSession(pending, wrong, ward.at())).toEqual({
    ok: false,
    error: "wrong-and-locked",
  });
  expect(await openSession(pending, app(secret), ward.at())).toEqual({
    ok: false,
    error: "locked",
  });
});

it("takes a recovery code once, however it is typed", async () => {
  const who = await somebody(ward);
  const { recoveryCodes } = await enrolApp(ward, who);
  const [code = ""] = recoveryCodes;

  const first = await openSession(await again(ward, who), recovery(code.toUpperCase()), ward.at());
  const second = await openSession(await again(ward, who), recovery(code), ward.at());

  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(WRONG);
  expect(await recoveryCodesLeft(ward.database.pool, who.userId)).toBe(9);
});

it("takes no recovery code of another account, and none that was replaced", async () => {
  const [who, other] = [await somebody(ward), await somebody(ward)];
  const { recoveryCodes } = await enrolApp(ward, who);
  const { recoveryCodes: others } = await enrolApp(ward, other);
  const { pool, cipher } = ward.at();
  expect(await openSession(await again(ward, who), recovery(others[0]!), ward.at())).toEqual(WRONG);

  await renewRecoveryCodes(pool, cipher, who.userId);
  const old = await openSession(await again(ward, who), recovery(recoveryCodes[0]!), ward.at());
  expect(old).toEqual(WRONG);
});

it("counts the first factor as shown in the session that enrolled it, and in no other", async () => {
  const who = await somebody(ward);
  await enrolApp(ward, who);
  const other = await again(ward, who);
  const own = { ...other, sessionId: who.sessionId, hasEnrolled: true };

  expect(await openSession(other, { kind: "enrolment" }, ward.at())).toEqual(WRONG);
  expect(await openSession(own, { kind: "enrolment" }, ward.at())).toMatchObject({ ok: true });
  expect(await openSession(own, { kind: "enrolment" }, ward.at())).toEqual(WRONG);
});

it("opens a session for a passkey's signature", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const pending = await again(ward, who);

  const opened = await openSession(pending, await prove(key, pending.sessionId), ward.at());

  expect(opened).toMatchObject({ ok: true, value: { kind: "passkey" } });
});

it.each([
  ["for another site", { rpId: "elsewhere.test" }],
  ["on another page", { origin: "https://elsewhere.test" }],
  ["without verifying its holder", { isUserVerified: false }],
  ["in somebody else's name", { userHandle: "c29tZWJvZHktZWxzZQ" }],
] as const)("refuses a passkey that signed %s", async (_what, claims) => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const pending = await again(ward, who);

  const proof = await prove(key, pending.sessionId, claims);

  expect(await openSession(pending, proof, ward.at())).toEqual(WRONG);
});

it("refuses a signature that is repeated, or meant for another session or purpose", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const [first, second] = [await again(ward, who), await again(ward, who)];
  const proof = await prove(key, first.sessionId);
  expect(await openSession(second, proof, ward.at())).toEqual(WRONG);
  expect(await openSession(first, proof, ward.at())).toMatchObject({ ok: true });

  const third = await again(ward, who);
  const anonymous = await issueChallenge(ward.database.pool, { purpose: "sign-in" }, NOW);
  const foreign = { kind: "passkey", assertion: key.sign(anonymous) } as const;
  expect(await openSession(third, foreign, ward.at())).toEqual(WRONG);
});

it("refuses a counter that went back, as a copied key's does", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const [first, second] = [await again(ward, who), await again(ward, who)];
  await openSession(first, await prove(key, first.sessionId, { counter: 7 }), ward.at());

  const copied = await prove(key, second.sessionId, { counter: 7 });

  expect(await openSession(second, copied, ward.at())).toEqual({
    ok: false,
    error: "counter-regression",
  });
});

it("refuses a counter that went back where a passkey is the whole sign-in, and says whose it is", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const signIn = async () => {
    const challenge = await issueChallenge(ward.database.pool, { purpose: "sign-in" }, NOW);
    return openSessionByPasskey(key.sign(challenge, { counter: 7 }), ward.at());
  };
  expect(await signIn()).toMatchObject({ ok: true });

  expect(await signIn()).toEqual({
    ok: false,
    error: { refusal: "counter-regression", userId: who.userId },
  });
});

it("counts a used code like a wrong one, and says that it locked", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  await openSession(await again(ward, who), app(secret), ward.at());
  const pending = await again(ward, who);
  for (let attempt = 1; attempt < 5; attempt += 1)
    expect(await openSession(pending, app(secret), ward.at())).toEqual(REUSED);

  expect(await openSession(pending, app(secret), ward.at())).toEqual({
    ok: false,
    error: "reused-and-locked",
  });
});

it("takes a key that keeps no counter", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  for (let time = 0; time < 2; time += 1) {
    const pending = await again(ward, who);
    const proof = await prove(key, pending.sessionId, { counter: 0 });
    expect(await openSession(pending, proof, ward.at())).toMatchObject({ ok: true });
  }
});

it("opens a session for a passkey alone, once, and for no key it does not know", async () => {
  const who = await somebody(ward);
  const key = await enrolPasskey(ward, who);
  const challenge = await issueChallenge(ward.database.pool, { purpose: "sign-in" }, NOW);
  const assertion = key.sign(challenge);

  const opened = await openSessionByPasskey(assertion, ward.at());
  const repeated = await openSessionByPasskey(assertion, ward.at());

  expect(opened).toMatchObject({ ok: true, value: { userId: who.userId, kind: "passkey" } });
  expect(repeated).toEqual({ ok: false, error: { refusal: "wrong", userId: who.userId } });
  const unknown = { ...assertion, id: "dW5rbm93bg", rawId: "dW5rbm93bg" };
  expect(await openSessionByPasskey(unknown, ward.at())).toEqual({
    ok: false,
    error: { refusal: "wrong" },
  });
});

it("makes a session fresh again, with a code that was not used to open it", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const opened = await openSession(await again(ward, who), app(secret), ward.at());
  if (!opened.ok) throw new Error(opened.error);
  const session = { userId: who.userId, sessionId: opened.value.sessionId };
  expect(await stepUp(session, app(secret), ward.at())).toEqual(REUSED);

  const later = seconds(360);
  const shown = await stepUp(session, app(secret, later), ward.at(later));

  expect(shown).toEqual({ ok: true, value: "totp" });
  const live = await findLiveSession(ward.database.pool, session.sessionId, later);
  expect(live).toMatchObject({ secondFactorAt: NOW, steppedUpAt: later });
});

it("does not step up a pending session into anything", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const { sessionId } = await again(ward, who);

  expect(await stepUp({ userId: who.userId, sessionId }, app(secret), ward.at())).toEqual(WRONG);
  expect(await findLiveSession(ward.database.pool, sessionId, NOW)).toBeUndefined();
});

it("keeps the second factor when the password is reset", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);

  await resetPassword(ward.database.pool, who.userId, "another hash");

  const pending = await again(ward, who);
  expect(pending).toMatchObject({ hasSecondFactor: true });
  expect(await openSession(pending, app(secret), ward.at())).toMatchObject({ ok: true });
});

it("opens nothing for an issued password but the way to another one", async () => {
  const who = await somebody(ward);
  const { secret } = await enrolApp(ward, who);
  const { pool } = ward.database;
  await resetPassword(pool, who.userId, "issued hash");

  const opened = await openSession(await again(ward, who), app(secret), ward.at());

  if (!opened.ok) throw new Error(opened.error);
  const { userId, email } = who;
  const { sessionId } = opened.value;
  expect(await findLiveSession(pool, sessionId, NOW)).toBeUndefined();
  expect(await findSessionAwaitingPassword(pool, sessionId, NOW)).toEqual({
    sessionId,
    userId,
    email,
  });
});

it("takes factors, codes and sessions away together, and asks for a new factor", async () => {
  const who = await somebody(ward);
  const { secret, recoveryCodes } = await enrolApp(ward, who);
  const opened = await openSession(await again(ward, who), app(secret), ward.at());
  if (!opened.ok) throw new Error(opened.error);
  const waiting = await again(ward, who);

  expect(await removeAllSecondFactors(ward.database.pool, who.userId)).toBe(1);

  const { pool } = ward.database;
  expect(await findLiveSession(pool, opened.value.sessionId, NOW)).toBeUndefined();
  expect(await openSession(waiting, recovery(recoveryCodes[0]!), ward.at())).toEqual(WRONG);
  expect(await again(ward, who)).toMatchObject({ hasSecondFactor: false });
});
