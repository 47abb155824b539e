import { z } from "zod";

export const LeaveId = z.uuid().brand<"LeaveId">();
export type LeaveId = z.infer<typeof LeaveId>;

export const SwapId = z.uuid().brand<"SwapId">();
export type SwapId = z.infer<typeof SwapId>;

export const NoticeId = z.uuid().brand<"NoticeId">();
export type NoticeId = z.infer<typeof NoticeId>;
