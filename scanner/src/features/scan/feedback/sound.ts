import type { Face } from '../session/face.js';

/** One tone: pitch in hertz, start and length in seconds. */
interface Tone {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly lasts: number;
  readonly form: OscillatorType;
}

const rising: readonly Tone[] = [
  { from: 660, to: 660, at: 0, lasts: 0.09, form: 'triangle' },
  { from: 990, to: 1320, at: 0.09, lasts: 0.16, form: 'triangle' },
];
const falling: readonly Tone[] = [
  { from: 330, to: 165, at: 0, lasts: 0.32, form: 'sawtooth' },
  { from: 165, to: 110, at: 0.32, lasts: 0.28, form: 'sawtooth' },
];
const double: readonly Tone[] = [
  { from: 520, to: 520, at: 0, lasts: 0.12, form: 'square' },
  { from: 520, to: 520, at: 0.2, lasts: 0.12, form: 'square' },
];
const single: readonly Tone[] = [{ from: 780, to: 780, at: 0, lasts: 0.12, form: 'triangle' }];
/** Shorter and higher than any answer that moves somebody. */
const tick: readonly Tone[] = [{ from: 1_480, to: 1_480, at: 0, lasts: 0.05, form: 'triangle' }];
/** Like nothing else at the door, as it is no answer. */
const alarm: readonly Tone[] = [0, 0.24, 0.48].map((at) => ({
  from: 220,
  to: 150,
  at,
  lasts: 0.18,
  form: 'sawtooth' as const,
}));

const tones: Readonly<Record<Face, readonly Tone[]>> = {
  admit: rising,
  exit: single,
  check: tick,
  confirm: double,
  already: double,
  refuse: falling,
  unrecorded: alarm,
};

/** Milliseconds on and off. Iron in the hand for those who hear nothing beside a stage. */
const shakes: Readonly<Record<Face, readonly number[]>> = {
  admit: [60],
  exit: [60],
  check: [25],
  confirm: [80, 80, 80],
  already: [80, 80, 80],
  refuse: [400],
  unrecorded: [250, 80, 250, 80, 250],
};

const LOUDNESS = 0.7;
let context: AudioContext | undefined;

/** Browsers let a page sound only after a touch. Call it in one. */
export function unlockSound(): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state !== 'running') void context.resume().catch(() => undefined);
}

/** Unlocks at the first touch or key, and again when a telephone call has silenced it. @returns ends it */
export function unlockSoundAtTouch(): () => void {
  addEventListener('pointerdown', unlockSound, true);
  addEventListener('keydown', unlockSound, true);
  return () => {
    removeEventListener('pointerdown', unlockSound, true);
    removeEventListener('keydown', unlockSound, true);
  };
}

export function playSound(face: Face): void {
  if (context === undefined || context.state !== 'running') return;
  for (const tone of tones[face]) playTone(context, tone);
}

function playTone(audio: AudioContext, { from, to, at, lasts, form }: Tone): void {
  const start = audio.currentTime + at;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = form;
  oscillator.frequency.setValueAtTime(from, start);
  oscillator.frequency.linearRampToValueAtTime(to, start + lasts);
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
  gain.gain.setValueAtTime(LOUDNESS, start + lasts - 0.03);
  gain.gain.linearRampToValueAtTime(0, start + lasts);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + lasts);
}

/** Where the phone can; an iPhone never does. */
export function shake(face: Face): void {
  if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive !== false)
    navigator.vibrate([...shakes[face]]);
}
