import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { SessionId } from "#models/shared/ids";
import { isAllowedOrigin, readSessionId } from "./handshake";

const SECRET = "a secret of tests, of at least thirty-two characters";
const SESSION = SessionId.parse("5f0c2a5e-3f5e-4d0e-9b2b-6f0f3f1f7a01");

describe("isAllowedOrigin", () => {
  it.each([
    [{ origin: "http://ours.test" }, true],
    [{ origin: "http://ours.test.evil.test" }, false],
    [{ origin: "null" }, false],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ origin: "http://evil.test", "sec-fetch-site": "same-origin" }, false],
    [{}, false],
  ])("of %j is %s", (headers, isAllowed) => {
    expect(isAllowedOrigin({ headers }, ["http://ours.test"])).toBe(isAllowed);
  });
});

describe("readSessionId", () => {
  it.each([["next-auth.session-token"], ["__Host-next-auth.session-token"]])(
    "reads the cookie %s",
    async (name) => {
      const token = await encode({ token: { sessionId: SESSION }, secret: SECRET });
      expect(await readSessionId(`theme=dark; ${name}=${token}; other=1`, SECRET)).toBe(SESSION);
    },
  );

  it("prefers the cookie that no sibling host can have planted", async () => {
    const other = SessionId.parse("5f0c2a5e-3f5e-4d0e-9b2b-6f0f3f1f7a02");
    const ours = await encode({ token: { sessionId: SESSION }, secret: SECRET });
    const planted = await encode({ token: { sessionId: other }, secret: SECRET });
    const header = `next-auth.session-token=${planted}; __Host-next-auth.session-token=${ours}`;
    expect(await readSessionId(header, SECRET)).toBe(SESSION);
  });

  it("takes no cookie of another secret, out of date, or without a session", async () => {
    const tokens = await Promise.all([
      encode({ token: { sessionId: SESSION }, secret: "another secret altogether" }),
      encode({ token: { sessionId: SESSION }, secret: SECRET, maxAge: -60 }),
      encode({ token: { sub: SESSION }, secret: SECRET }),
    ]);
    for (const token of tokens) {
      expect(await readSessionId(`next-auth.session-token=${token}`, SECRET)).toBeUndefined();
    }
    expect(await readSessionId(undefined, SECRET)).toBeUndefined();
  });
});
