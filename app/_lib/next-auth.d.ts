import type { SessionId } from "#models/shared/ids";

declare module "next-auth" {
  interface User {
    sessionId: SessionId;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: SessionId;
  }
}
