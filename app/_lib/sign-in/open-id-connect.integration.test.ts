import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bindProviderAccount } from "#db/provider-accounts";
import { findLiveSession } from "#db/sessions";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database";
import { admitVouched, createUser, disableUser, recordSignInFailure } from "#db/users";
import { SessionId, type UserId } from "#models/shared/ids";
import { openIdConnect, type OpenIdConnectSettings, type VouchedPerson } from "./open-id-connect";
import { Browser } from "./testing/browser";
import { CLIENT, type IdentityProvider, startIdentityProvider } from "./testing/identity-provider";
import { type RelyingParty, startRelyingParty } from "./testing/relying-party";

const SECRET = "a secret of tests, of at least thirty-two characters";
const LIMITS = { idleMinutes: 15, absoluteHours: 8 };
const EMAIL = "nora@wards.example";
const VERIFIED = { email: EMAIL, email_verified: true };

let database: TestDatabase;
let provider: IdentityProvider;
let ours: RelyingParty;
let settings: OpenIdConnectSettings;
let vouched: VouchedPerson[];
let nora: UserId;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  provider = await startIdentityProvider();
  ours = await startRelyingParty(() => ({
    secret: SECRET,
    session: { strategy: "jwt" },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: () => undefined },
    providers: [openIdConnect(settings, admit)].filter((each) => each !== undefined),
    callbacks: {
      signIn: ({ user }) => user.sessionId !== undefined,
      jwt: ({ token, user }) => (user?.sessionId ? { sessionId: user.sessionId } : token),
    },
  }));
  process.env["NEXTAUTH_URL"] = ours.url;
});
afterAll(async () => {
  delete process.env["NEXTAUTH_URL"];
  await ours.stop();
  await provider.stop();
  await database.stop();
});

beforeEach(async () => {
  settings = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: "the hospital",
    OIDC_REQUIRED_ACR: [],
    OIDC_REQUIRED_AMR: [],
  };
  provider.answer = { claims: VERIFIED };
  provider.requests.length = 0;
  vouched = [];
  browser = new Browser();
  await database.pool.query("delete from users");
  nora = await createUser(database.pool, {
    email: EMAIL,
    name: "Nora",
    role: "nurse",
    unitIds: [],
    passwordHash: "hash",
  });
});

async function admit(person: VouchedPerson): Promise<SessionId | undefined> {
  vouched.push(person);
  const userId = await bindProviderAccount(database.pool, person);
  const opened = userId && (await admitVouched(database.pool, userId, LIMITS, new Date()));
  return opened?.ok ? opened.value : undefined;
}

/** To the provider and back again; answers the way back, not yet gone. */
async function goToProvider(): Promise<string> {
  const { csrfToken } = (await (await browser.fetch(`${ours.url}/api/auth/csrf`)).json()) as {
    csrfToken: string;
  };
  const away = await browser.redirectOf(`${ours.url}/api/auth/signin/openid-connect`, {
    csrfToken,
    callbackUrl: `${ours.url}/icu`,
  });
  const back = await browser.redirectOf(away ?? "");
  if (!back) throw new Error("the provider sent nobody back");
  return back;
}

const signIn = async (): Promise<URL> => new URL(await landing(await goToProvider()));

/** Where a browser ends up: an error is told by way of next-auth's own pages. */
async function landing(url: string, form?: Record<string, string>): Promise<string> {
  const next = (await browser.redirectOf(url, form)) ?? "about:blank";
  return next.startsWith(`${ours.url}/api/auth/`) ? landing(next) : next;
}

const errorOf = (end: string | URL): string | null => {
  const { pathname, searchParams } = new URL(end);
  return pathname === "/sign-in" ? searchParams.get("error") : null;
};

async function signedInAs(): Promise<UserId | undefined> {
  const token = browser.cookie("next-auth.session-token");
  const claims = token ? await decode({ token, secret: SECRET }) : undefined;
  const sessionId = SessionId.safeParse(claims?.["sessionId"]).data;
  return sessionId && (await findLiveSession(database.pool, sessionId, new Date()))?.userId;
}

async function expectRefusal(error: string): Promise<void> {
  expect(errorOf(await signIn())).toBe(error);
  expect(await signedInAs()).toBeUndefined();
}

describe("somebody the provider vouches for", () => {
  it("is signed in to the account of their verified address, and goes where they were going", async () => {
    const end = await signIn();

    expect(end.href).toBe(`${ours.url}/icu`);
    expect(await signedInAs()).toBe(nora);
    expect((await findRole(nora))?.role).toBe("nurse");
  });

  it("may be told about at the userinfo endpoint, in other letters", async () => {
    provider.answer = {
      userinfo: { sub: "person-1", email: "Nora@Wards.Example", email_verified: true },
    };
    await signIn();

    expect(await signedInAs()).toBe(nora);
  });

  it("was asked for with state, nonce and a code challenge, each time others", async () => {
    await signIn();
    await signIn();

    const [first, second] = provider.requests;
    expect(first?.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(first?.get(name)?.length).toBeGreaterThan(20);
      expect(first?.get(name)).not.toBe(second?.get(name));
    }
  });

  it.each([
    ["an accepted acr", { acr: "gold" }, true],
    ["an accepted amr among others", { amr: ["pwd", "otp"] }, true],
    ["another acr and amr", { acr: "bronze", amr: ["pwd"] }, false],
    ["none", {}, false],
  ])("has shown a second factor there: with %s", async (_case, claims, hasShownSecondFactor) => {
    settings = { ...settings, OIDC_REQUIRED_ACR: ["gold"], OIDC_REQUIRED_AMR: ["otp", "hwk"] };
    provider.answer = { claims: { ...VERIFIED, ...claims } };
    await signIn();

    expect(vouched).toMatchObject([{ email: EMAIL, hasShownSecondFactor }]);
    expect(provider.requests[0]?.get("acr_values")).toBe("gold");
  });

  it("has shown none, whatever they say, where none is accepted by configuration", async () => {
    provider.answer = { claims: { ...VERIFIED, acr: "gold", amr: ["mfa"] } };
    await signIn();

    expect(vouched).toMatchObject([{ hasShownSecondFactor: false }]);
  });
});

describe("an account", () => {
  it("is needed: a stranger is refused, and none is made", async () => {
    provider.answer = { claims: { ...VERIFIED, email: "stranger@wards.example" } };
    await expectRefusal("AccessDenied");

    const { rows } = await database.pool.query("select from users");
    expect(rows).toHaveLength(1);
  });

  it("that is disabled is refused alike", async () => {
    await disableUser(database.pool, nora);
    await expectRefusal("AccessDenied");
  });

  it("that is locked is refused alike", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1)
      await recordSignInFailure(database.pool, nora, new Date());
    await expectRefusal("AccessDenied");
  });

  it("goes to nobody else who is given its address at the provider", async () => {
    await signIn();
    browser = new Browser();
    provider.answer = { claims: { ...VERIFIED, sub: "person-2" } };
    await expectRefusal("AccessDenied");
  });
});

describe("an address", () => {
  it.each([
    ["not verified", { email_verified: false }],
    ["verified in a word instead of a truth", { email_verified: "true" }],
    ["that nobody says is verified", { email_verified: undefined }],
    ["that is absent", { email: undefined }],
    ["that is none", { email: "nora" }],
  ])("%s opens nothing", async (_case, claims) => {
    provider.answer = { claims: { ...VERIFIED, ...claims } };
    await expectRefusal("AccessDenied");
    expect(vouched).toEqual([]);
  });

  it("of another subject at the userinfo endpoint opens nothing", async () => {
    provider.answer = { userinfo: { ...VERIFIED, sub: "person-2" } };
    await expectRefusal("OAuthCallback");
  });
});

describe("an id token", () => {
  const seconds = (fromNow: number) => Math.floor(Date.now() / 1_000) + fromNow;

  it.each([
    ["with another nonce", { claims: { nonce: "of another sign-in" } }],
    ["with no nonce", { claims: { nonce: undefined } }],
    ["for another client", { claims: { aud: "another-client" } }],
    ["for several, given to another", { claims: { aud: [CLIENT.id, "b"], azp: "b" } }],
    ["of another issuer", { claims: { iss: "https://elsewhere.example" } }],
    ["that has expired", { claims: { exp: seconds(-60) } }],
    ["that is not valid yet", { claims: { nbf: seconds(600) } }],
    ["signed by another key", { signedBy: "other-key" as const }],
    ["signed by nobody", { signedBy: "nobody" as const }],
  ])("%s is refused", async (_case, answer) => {
    provider.answer = {
      ...answer,
      claims: { ...VERIFIED, ...("claims" in answer ? answer.claims : {}) },
    };
    await expectRefusal("OAuthCallback");
    expect(vouched).toEqual([]);
  });

  it("of a provider that calls itself another one is refused", async () => {
    const iss = "https://elsewhere.example";
    provider.answer = { namedIssuer: iss, claims: { ...VERIFIED, iss } };
    await expectRefusal("AccessDenied");
    expect(vouched).toEqual([]);
  });
});

describe("the way back", () => {
  it.each(["state", "pkce.code_verifier", "nonce"])(
    "is refused in a browser that has no %s of its own",
    async (name) => {
      const back = await goToProvider();
      browser.setCookie(`next-auth.${name}`, undefined);

      expect(errorOf(await landing(back))).toBe("OAuthCallback");
      expect(await signedInAs()).toBeUndefined();
    },
  );

  it("of somebody else is refused: nobody is signed in to another person's account unawares", async () => {
    const attackers = await goToProvider();
    browser = new Browser();
    await goToProvider();

    expect(errorOf(await landing(attackers))).toBe("OAuthCallback");
    expect(await signedInAs()).toBeUndefined();
  });

  it("leads once only", async () => {
    const back = await goToProvider();
    await browser.redirectOf(back);
    browser.setCookie("next-auth.session-token", undefined);

    expect(errorOf(await landing(back))).toBe("OAuthCallback");
    expect(await signedInAs()).toBeUndefined();
  });
});

it("is not offered where it is not configured", () => {
  expect(openIdConnect({ ...settings, OIDC_ISSUER: undefined }, admit)).toBeUndefined();
});

it("says so when the provider does not answer", async () => {
  const away = await startIdentityProvider();
  await away.stop();
  settings = { ...settings, OIDC_ISSUER: away.issuer };
  const { csrfToken } = (await (await browser.fetch(`${ours.url}/api/auth/csrf`)).json()) as {
    csrfToken: string;
  };
  const end = await landing(`${ours.url}/api/auth/signin/openid-connect`, { csrfToken });

  expect(errorOf(end)).toBe("OAuthSignin");
});

async function findRole(userId: UserId): Promise<{ role: string } | undefined> {
  const { rows } = await database.pool.query<{ role: string }>(
    "select role from users where user_id = $1",
    [userId],
  );
  return rows[0];
}
