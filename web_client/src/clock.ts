// Owns the kiosk's clock as this page knows it: a moment of it beside performance.now(), from the replies to ping, and how
// many times faster it runs in a rehearsal. It keeps the sample with the shortest round trip, since that one is least wrong.
// It must never use the phone's own wall clock, which may be hours off or be set while the page is open.

export interface Clock {
  /** A reply came: sent_ms and received_ms in performance.now(), kiosk_ms and rate as the kiosk said them. */
  sample(sent_ms: number, received_ms: number, kiosk_ms: number, rate?: number): void;
  /** The phone slept: performance.now() may have stood still, so the next sample replaces all before it. */
  slept(): void;
  /** Milliseconds of the kiosk's clock, or null before the first sample. */
  now_ms(): number | null;
  /** Half the round trip of the best sample: how wrong now_ms can be, in milliseconds of the room's time. */
  error_ms(): number;
}

/** Samples kept; older ones leave, so that two crystals that drift apart are followed. */
const samples_kept = 8;

export function make_clock(monotonic_ms: () => number): Clock {
  let samples: { middle_ms: number; kiosk_ms: number; rate: number; round_trip_ms: number }[] = [];
  let stale = false;
  const best = () => samples.reduce((a, b) => (b.round_trip_ms <= a.round_trip_ms ? b : a));
  return {
    sample(sent_ms, received_ms, kiosk_ms, rate = 1) {
      const round_trip_ms = received_ms - sent_ms;
      if (!(round_trip_ms >= 0) || !Number.isFinite(kiosk_ms) || !(rate > 0)) return;
      // The kiosk started anew as a rehearsal, or no longer as one: the old samples run at another pace.
      if (samples.some((one) => one.rate !== rate)) samples = [];
      if (stale) samples = [];
      stale = false;
      samples.push({ middle_ms: sent_ms + round_trip_ms / 2, kiosk_ms, rate, round_trip_ms });
      if (samples.length > samples_kept) samples.shift();
    },
    slept() {
      stale = true;
    },
    now_ms() {
      if (samples.length === 0) return null;
      const { kiosk_ms, middle_ms, rate } = best();
      return kiosk_ms + (monotonic_ms() - middle_ms) * rate;
    },
    error_ms() {
      return samples.length === 0 ? Infinity : best().round_trip_ms / 2;
    },
  };
}

/** Time spoken so far in milliseconds: it stands still while the chair paused the clock. */
export function spoken_ms(speaking: { since_ms: number; paused_ms?: number }, now_ms: number): number {
  return Math.max(0, speaking.paused_ms ?? now_ms - speaking.since_ms);
}

/** How a stretch of time is said: whole minutes, or minutes and seconds below `seconds_below_ms`; then how long it is past. */
export type TimeSaid = { form: "minutes" | "over"; n: number } | { form: "seconds"; time: string } | { form: "now" };

export function say_time(left_ms: number, seconds_below_ms: number): TimeSaid {
  if (left_ms > seconds_below_ms) return { form: "minutes", n: Math.ceil(left_ms / 60000) };
  if (left_ms > 0) return { form: "seconds", time: clock_text(left_ms) };
  const over = Math.floor(-left_ms / 60000);
  return over === 0 ? { form: "now" } : { form: "over", n: over };
}

/** The time of a day as a clock in the hall shows it: 24 hours in every language. */
export function time_of_day(language: string, at_ms: number): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at_ms);
}

/** Minutes and seconds for a countdown: rounded up while time is left, so that 0:00 is the end itself. */
export function clock_text(left_ms: number): string {
  const seconds = left_ms > 0 ? Math.ceil(left_ms / 1000) : Math.floor(-left_ms / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return left_ms < 0 && seconds > 0 ? `+${text}` : text;
}
