import { io, type Socket } from "socket.io-client";
import { WALL_NAMESPACE, WallConfiguration, type WallNews, WallUnit } from "#models/realtime/wall";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { WallAction } from "./wall-state";

type WallSocket = Socket<WallNews, Record<string, never>>;

export interface WallClient {
  /** Connects, anew with the cookie as it is now, and comes back by itself for as long as the page is open. */
  connect: () => void;
  isOpen: () => boolean;
  close: () => void;
}

const RETRY_MS = 3 * MS_PER_SECOND;
/** Somebody may pair this browser in another tab, or the answer was a mistake. */
const RETRY_UNPAIRED_MS = 15 * MS_PER_SECOND;
const RELOAD_EVERY_MS = 10 * MS_PER_MINUTE;

export function createWallClient(dispatch: (action: WallAction) => void): WallClient {
  const socket: WallSocket = io(WALL_NAMESPACE, {
    transports: ["websocket", "polling"],
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
  });
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  function comeBack(afterMs: number): void {
    clearTimeout(retry);
    // Socket.IO does not come back by itself after the server has closed or refused the socket.
    if (!socket.active && !isClosed) retry = setTimeout(() => socket.connect(), afterMs);
  }

  socket.on("connect", () => {
    clearTimeout(retry);
    dispatch({ type: "connected" });
  });
  socket.on("disconnect", () => {
    dispatch({ type: "disconnected" });
    comeBack(RETRY_MS);
  });
  socket.on("connect_error", ({ message }) => {
    const isUnknown = message === "unauthenticated";
    dispatch({ type: isUnknown ? "not-paired" : "disconnected" });
    comeBack(isUnknown ? RETRY_UNPAIRED_MS : RETRY_MS);
  });
  socket.on("wall:configured", (given) => {
    const configuration = WallConfiguration.safeParse(given);
    if (configuration.success) dispatch({ type: "configured", configuration: configuration.data });
    else reloadPage();
  });
  socket.on("wall:unit", (given) => {
    const unit = WallUnit.safeParse(given);
    if (unit.success) dispatch({ type: "unit", unit: unit.data, heardAt: Date.now() });
    else reloadPage();
  });
  socket.on("wall:ended", () => dispatch({ type: "ended" }));

  return {
    connect: () => {
      if (isClosed) return;
      if (socket.connected) socket.disconnect();
      clearTimeout(retry);
      socket.connect();
    },
    isOpen: () => socket.connected,
    close: () => {
      isClosed = true;
      clearTimeout(retry);
      socket.close();
    },
  };
}

/** A screen runs for months, and the server is renewed meanwhile: what it cannot read is newer than the page. */
function reloadPage(): void {
  if (performance.now() > RELOAD_EVERY_MS) window.location.reload();
}
