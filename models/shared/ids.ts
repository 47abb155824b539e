import { z } from "zod";

export const SiteId = z.uuid().brand<"SiteId">();
export type SiteId = z.infer<typeof SiteId>;

export const UnitId = z.uuid().brand<"UnitId">();
export type UnitId = z.infer<typeof UnitId>;

export const BedId = z.uuid().brand<"BedId">();
export type BedId = z.infer<typeof BedId>;

export const PatientId = z.uuid().brand<"PatientId">();
export type PatientId = z.infer<typeof PatientId>;

export const EncounterId = z.uuid().brand<"EncounterId">();
export type EncounterId = z.infer<typeof EncounterId>;

export const UserId = z.uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const SecondFactorId = z.uuid().brand<"SecondFactorId">();
export type SecondFactorId = z.infer<typeof SecondFactorId>;

export const AlertId = z.uuid().brand<"AlertId">();
export type AlertId = z.infer<typeof AlertId>;

export const TechnicalAlarmId = z.uuid().brand<"TechnicalAlarmId">();
export type TechnicalAlarmId = z.infer<typeof TechnicalAlarmId>;

export const EmergencyAccessId = z.uuid().brand<"EmergencyAccessId">();
export type EmergencyAccessId = z.infer<typeof EmergencyAccessId>;
export const IncidentId = z.uuid().brand<"IncidentId">();
export type IncidentId = z.infer<typeof IncidentId>;

export const IncidentNoteId = z.uuid().brand<"IncidentNoteId">();
export type IncidentNoteId = z.infer<typeof IncidentNoteId>;

export const HandoverId = z.uuid().brand<"HandoverId">();
export type HandoverId = z.infer<typeof HandoverId>;

export const ContainmentId = z.uuid().brand<"ContainmentId">();
export type ContainmentId = z.infer<typeof ContainmentId>;

export const WallDisplayId = z.uuid().brand<"WallDisplayId">();
export type WallDisplayId = z.infer<typeof WallDisplayId>;
