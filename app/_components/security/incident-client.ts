import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";
import type { Wire } from "#models/realtime/wire";
import type { IncidentNews } from "#models/security/incident";

export type IncidentOnWire = Wire<IncidentNews>;
type SessionEnd = Parameters<ServerToClientEvents["session:ended"]>[0]["reason"];

interface Listeners {
  /** The open incidents as they stand: at first, and again after each time away. */
  onAll: (incidents: readonly IncidentOnWire[]) => void;
  onNews: (incident: IncidentOnWire) => void;
  onAway: () => void;
  onEnded: (reason: SessionEnd) => void;
}

const RETRY_MS = 3_000;
const REPLY_TIMEOUT_MS = 8_000;

/** The connection of an officer's tab; the answer closes it. */
export function openIncidentClient({ onAll, onNews, onAway, onEnded }: Listeners): () => void {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    transports: ["websocket", "polling"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;

  const end = (reason: SessionEnd) => {
    isEnded = true;
    onEnded(reason);
  };
  const lose = () => {
    onAway();
    // Socket.IO does not come back by itself after the server has closed or refused the socket.
    clearTimeout(retry);
    if (!socket.active && !isEnded) retry = setTimeout(() => socket.connect(), RETRY_MS);
  };
  const watch = async () => {
    const answer = await socket
      .timeout(REPLY_TIMEOUT_MS)
      .emitWithAck("incidents:watch", {})
      .catch(() => undefined);
    if (answer?.ok) onAll(answer.value);
    // A screen that is told nothing must not say that it is live.
    else if (socket.connected) socket.disconnect();
  };

  socket.on("connect", () => void watch());
  socket.on("disconnect", lose);
  socket.on("connect_error", (error) =>
    error.message === "unauthenticated" ? end("expired") : lose(),
  );
  socket.on("session:ended", ({ reason }) => end(reason));
  socket.on("incident:opened", onNews);
  socket.on("incident:changed", onNews);
  return () => {
    isEnded = true;
    clearTimeout(retry);
    socket.close();
  };
}
