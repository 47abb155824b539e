import { WARD_CATALOGUE } from "./variables";

/** Where the signs that are followed hour by hour stand among the ward's variables. */
export const HEART_RATE = WARD_CATALOGUE.positionOf("heartRate");
export const SATURATION = WARD_CATALOGUE.positionOf("oxygenSaturation");
export const TEMPERATURE = WARD_CATALOGUE.positionOf("temperature");
export const SYSTOLIC = WARD_CATALOGUE.positionOf("systolicPressure");
export const MEAN_PRESSURE = WARD_CATALOGUE.positionOf("meanPressure");
export const DIASTOLIC = WARD_CATALOGUE.positionOf("diastolicPressure");
export const RESPIRATION = WARD_CATALOGUE.positionOf("respiratoryRate");
