import { io } from "socket.io-client";
import type { Socket } from "socket.io-client";
import type { ForecastIssued } from "#models/forecasts/forecast-issue";
import type { ClientToServerEvents, ServerToClientEvents } from "#models/realtime/events";

interface Listeners {
  onIssued: (news: ForecastIssued) => void;
  /** The connection is lost, or cannot be made; told again at each attempt. */
  onAway: () => void;
  /** Back after a time without a connection, in which anything may have been missed. */
  onBack: () => void;
}

const RETRY_MS = 3_000;

/** A connection that hears of new forecasts; the answer closes it. */
export function openCapacityNews({ onIssued, onAway, onBack }: Listeners): () => void {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    transports: ["websocket", "polling"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wasAway = false;
  let isOver = false;

  const lose = () => {
    wasAway = true;
    if (!isOver) onAway();
    // Socket.IO does not come back by itself after the server has closed the socket.
    clearTimeout(retry);
    if (!socket.active && !isOver) retry = setTimeout(() => socket.connect(), RETRY_MS);
  };
  socket.on("connect", () => {
    if (wasAway) onBack();
    wasAway = false;
  });
  socket.on("disconnect", lose);
  // Signed out: asking again would be refused again, and the page finds out by itself.
  socket.on("connect_error", (error) => {
    if (error.message === "unauthenticated") isOver = true;
    lose();
  });
  socket.on("session:ended", () => (isOver = true));
  socket.on("forecast:issued", onIssued);
  return () => {
    isOver = true;
    clearTimeout(retry);
    socket.close();
  };
}
