import { z } from "zod";

/** What one tab tells the others of the session they share. */
const SessionNews = z.union([
  /** Epoch milliseconds on this device's clock: tabs of one browser share it. */
  z.object({ idleAt: z.number(), expiresAt: z.number() }),
  z.object({ ended: z.string() }),
]);
export type SessionNews = z.infer<typeof SessionNews>;

const CHANNEL = "wardcast-session";

export function announceSession(news: SessionNews): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Calls back for each news of another tab; answers the way to stop. */
export function onSessionNews(hear: (news: SessionNews) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    const news = SessionNews.safeParse(data);
    if (news.success) hear(news.data);
  };
  return () => channel.close();
}
