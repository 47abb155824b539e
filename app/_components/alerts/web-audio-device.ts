import { type Burst, HARMONICS, type Pulse } from "#models/alerts/alarm-sound";
import type { ToneOutput } from "./alarm-player";

export interface AudioDevice extends ToneOutput {
  /** Whether what is played is heard: a browser may hold sound back until somebody has touched the page. */
  isRunning: () => boolean;
  resume: () => void;
  close: () => void;
}

const MS_PER_S = 1_000;
/** Long enough not to click, short enough to be at once. */
const CUT_S = 0.01;
/** What is scheduled for this very instant is already late. */
const LEAD_S = 0.02;
/** Full volume of one voice with six harmonics, without clipping. */
const PEAK = 0.9;

/** The browser's loudspeaker; undefined where it has no Web Audio. */
export function openAudioDevice(onChange: () => void): AudioDevice | undefined {
  if (typeof AudioContext === "undefined") return undefined;
  const context = new AudioContext({ latencyHint: "interactive" });
  const wave = timbre(context);
  context.addEventListener("statechange", onChange);

  return {
    isRunning: () => context.state === "running",
    // Refused while nobody has touched the page: its state says so, and a touch asks again.
    resume: () => void context.resume().catch(onChange),
    close: () => {
      context.removeEventListener("statechange", onChange);
      void context.close();
    },
    play: (burst, volume) => playBurst(context, wave, burst, volume),
  };
}

/** The browser keeps a periodic wave within -1 to 1, whatever its harmonics add up to. */
function timbre(context: AudioContext): PeriodicWave {
  const sine = Float32Array.from([0, ...HARMONICS]);
  return context.createPeriodicWave(new Float32Array(sine.length), sine);
}

/** Every pulse is scheduled ahead on the audio clock, so that a busy page does not make it stumble. */
function playBurst(
  context: AudioContext,
  wave: PeriodicWave,
  { pulses }: Burst,
  volume: number,
): () => void {
  const voice = context.createGain();
  voice.gain.value = volume * PEAK;
  voice.connect(context.destination);
  const startS = context.currentTime + LEAD_S;
  const oscillators = pulses.map((pulse) => schedulePulse(context, wave, voice, pulse, startS));
  oscillators.at(-1)?.addEventListener("ended", () => voice.disconnect());

  return () => {
    const now = context.currentTime;
    voice.gain.cancelScheduledValues(now);
    voice.gain.setTargetAtTime(0, now, CUT_S / 3);
    for (const oscillator of oscillators) oscillator.stop(now + CUT_S);
  };
}

function schedulePulse(
  context: AudioContext,
  wave: PeriodicWave,
  voice: GainNode,
  pulse: Pulse,
  burstStartS: number,
): OscillatorNode {
  const startS = burstStartS + pulse.startMs / MS_PER_S;
  const endS = startS + pulse.durationMs / MS_PER_S;
  const envelope = context.createGain();
  envelope.gain.setValueAtTime(0, startS);
  envelope.gain.linearRampToValueAtTime(1, startS + pulse.riseMs / MS_PER_S);
  envelope.gain.setValueAtTime(1, endS - pulse.fallMs / MS_PER_S);
  envelope.gain.linearRampToValueAtTime(0, endS);
  envelope.connect(voice);

  const oscillator = context.createOscillator();
  oscillator.setPeriodicWave(wave);
  oscillator.frequency.value = pulse.frequencyHz;
  oscillator.connect(envelope);
  oscillator.addEventListener("ended", () => envelope.disconnect());
  oscillator.start(startS);
  oscillator.stop(endS);
  return oscillator;
}
