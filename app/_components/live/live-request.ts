import type { Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";
import type { AppErrorCode } from "#models/shared/errors";
import { err, type Result } from "#models/shared/result";

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

interface AnswerFailure {
  code: AppErrorCode;
  message?: string;
}
export type Answer<T> = Result<T, AnswerFailure>;

const REPLY_TIMEOUT_MS = 8_000;

/** One request and its answer; silence is an answer too. */
export function request<T, Failure = AnswerFailure>(
  socket: LiveSocket | undefined,
  send: (socket: LiveSocket, reply: (answer: Result<T, Failure>) => void) => void,
): Promise<Result<T, Failure | { code: "unavailable" }>> {
  const away = err({ code: "unavailable" as const });
  // Not kept for later: an acknowledgement must not arrive minutes after the click.
  if (!socket?.connected) return Promise.resolve(away);

  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(away), REPLY_TIMEOUT_MS);
    send(socket, (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
