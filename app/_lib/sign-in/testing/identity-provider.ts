import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** What the provider says, and how it strays from the truth when a test wants it to. */
export interface Answer {
  /** Over those that are right; undefined leaves a claim out. */
  claims?: JWTPayload;
  /** Claims that are told by the userinfo endpoint. */
  userinfo?: Record<string, unknown>;
  signedBy?: "own-key" | "other-key" | "nobody";
  /** What the discovery document calls the issuer. */
  namedIssuer?: string;
}

export interface IdentityProvider {
  issuer: string;
  /** What it says at the sign-ins that follow. */
  answer: Answer;
  /** The query of each authorization request, the newest last. */
  requests: URLSearchParams[];
  stop(): Promise<void>;
}

export const CLIENT = { id: "wardcast", secret: "the secret of a client of tests" };

interface Grant {
  nonce: string | undefined;
  challenge: string | undefined;
  redirectUri: string;
}

/**
 * A small OpenID Connect provider for tests: authorization code with PKCE, and everybody who comes is
 * signed in at once. It is hand-made because it must also say what a sound provider never says.
 */
export async function startIdentityProvider(port = 0): Promise<IdentityProvider> {
  const [own, other] = [await generateKeyPair("RS256"), await generateKeyPair("RS256")];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "own", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  const provider = { answer: {} as Answer, requests: [] as URLSearchParams[] };

  const http = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      send(response, 400, { error: "invalid_request", error_description: String(cause) });
    });
  });
  await new Promise<void>((done) => http.listen(port, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return send(response, 200, {
          issuer: provider.answer.namedIssuer ?? issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/jwks":
        return send(response, 200, { keys: [jwk] });
      case "/authorize":
        return authorize(url.searchParams, response);
      case "/token":
        return send(response, 200, await exchange(request));
      case "/userinfo":
        return send(response, 200, provider.answer.userinfo ?? { sub: "person-1" });
      default:
        return send(response, 404, {});
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    provider.requests.push(query);
    const code = randomUUID();
    const redirectUri = query.get("redirect_uri") ?? "";
    grants.set(code, {
      nonce: query.get("nonce") ?? undefined,
      challenge: query.get("code_challenge") ?? undefined,
      redirectUri,
    });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  async function exchange(request: IncomingMessage): Promise<Record<string, unknown>> {
    const form = new URLSearchParams(await text(request));
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    if (!grant || grant.redirectUri !== form.get("redirect_uri")) throw new Error("no such code");
    const verifier = createHash("sha256").update(form.get("code_verifier") ?? "");
    if (grant.challenge !== verifier.digest("base64url")) throw new Error("wrong code_verifier");
    if (request.headers.authorization !== basic(CLIENT)) throw new Error("wrong client");

    return {
      access_token: randomUUID(),
      token_type: "Bearer",
      expires_in: 60,
      id_token: await idToken(grant.nonce),
    };
  }

  async function idToken(nonce: string | undefined): Promise<string> {
    const { claims, signedBy = "own-key" } = provider.answer;
    const now = Math.floor(Date.now() / 1_000);
    const payload = {
      iss: issuer,
      aud: CLIENT.id,
      sub: "person-1",
      iat: now,
      auth_time: now,
      exp: now + 60,
      ...(nonce && { nonce }),
      ...claims,
    };
    if (signedBy === "nobody") return `${part({ alg: "none" })}.${part(payload)}.`;
    return new SignJWT(payload)
      .setProtectedHeader({ alg: "RS256", kid: "own" })
      .sign((signedBy === "own-key" ? own : other).privateKey);
  }

  return Object.assign(provider, {
    issuer,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  });
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const basic = ({ id, secret }: typeof CLIENT): string =>
  `Basic ${Buffer.from(`${id}:${encodeURIComponent(secret).replaceAll("%20", "+")}`).toString("base64")}`;

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
