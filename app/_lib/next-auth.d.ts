import type { SessionId } from "#models/shared/ids";

declare module "next-auth" {
  interface User {
    /** Absent when the person is refused. */
    sessionId?: SessionId | undefined;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: SessionId;
  }
}
